// SPDX-License-Identifier: MIT
// The last filter, and software exceptions.
#include "base.h"

#define HARDERROR_OVERRIDE_ERRORMODE 0x10000000
#define OPTION_OK_CANCEL 1

static PVOID BasepCurrentTopLevelFilter;  // encoded
static UINT BaseErrorMode;

UINT WINAPI SetErrorMode(UINT uMode) {
  UINT previous = BaseErrorMode;
  BaseErrorMode = uMode;
  return previous;
}

LPTOP_LEVEL_EXCEPTION_FILTER WINAPI SetUnhandledExceptionFilter(
    LPTOP_LEVEL_EXCEPTION_FILTER lpTopLevelExceptionFilter) {
  PVOID encoded = NULL;
  if (lpTopLevelExceptionFilter != NULL) {
    encoded = RtlEncodeSystemPointer((PVOID)lpTopLevelExceptionFilter);
  }
  PVOID previous = __atomic_exchange_n(&BasepCurrentTopLevelFilter, encoded, __ATOMIC_SEQ_CST);
  if (previous == NULL) return NULL;
  return (LPTOP_LEVEL_EXCEPTION_FILTER)RtlDecodeSystemPointer(previous);
}

static BOOL IsBeingDebugged(void) {
  HANDLE port = NULL;
  NTSTATUS status =
      NtQueryInformationProcess(NtCurrentProcess(), ProcessDebugPort, &port, sizeof(port), NULL);
  return NT_SUCCESS(status) && port != NULL;
}

// Code, address, and for access violations the kind and the data address (C0000006: I/O status).
static void FillParameters(ULONG_PTR *parameters, const EXCEPTION_RECORD *record) {
  BOOL in_page = record->ExceptionCode == (DWORD)STATUS_IN_PAGE_ERROR;
  memset(parameters, 0, 4 * sizeof(ULONG_PTR));
  parameters[0] = record->ExceptionCode;
  parameters[1] = (ULONG_PTR)record->ExceptionAddress;
  if (record->NumberParameters < 2) return;
  parameters[2] = record->ExceptionInformation[in_page && record->NumberParameters > 2 ? 2 : 0];
  parameters[3] = record->ExceptionInformation[1];
}

LONG WINAPI UnhandledExceptionFilter(PEXCEPTION_POINTERS ExceptionInfo) {
  if (BasepCheckForReadOnlyResource(ExceptionInfo->ExceptionRecord)) {
    return EXCEPTION_CONTINUE_EXECUTION;
  }
  if (IsBeingDebugged()) return EXCEPTION_CONTINUE_SEARCH;
  if (BasepCurrentTopLevelFilter != NULL) {
    LPTOP_LEVEL_EXCEPTION_FILTER filter =
        (LPTOP_LEVEL_EXCEPTION_FILTER)RtlDecodeSystemPointer(BasepCurrentTopLevelFilter);
    LONG answer = filter(ExceptionInfo);
    if (answer != EXCEPTION_CONTINUE_SEARCH) return answer;
  }
  if (BaseErrorMode & SEM_NOGPFAULTERRORBOX) return EXCEPTION_EXECUTE_HANDLER;
  ULONG_PTR parameters[4];
  ULONG response;
  FillParameters(parameters, ExceptionInfo->ExceptionRecord);
  NtRaiseHardError(STATUS_UNHANDLED_EXCEPTION | HARDERROR_OVERRIDE_ERRORMODE, 4, 0, parameters,
                   OPTION_OK_CANCEL, &response);
  return EXCEPTION_EXECUTE_HANDLER;
}

void WINAPI RaiseException(DWORD dwExceptionCode, DWORD dwExceptionFlags,
                           DWORD nNumberOfArguments, const ULONG_PTR *lpArguments) {
  EXCEPTION_RECORD record;
  memset(&record, 0, sizeof(record));
  record.ExceptionCode = dwExceptionCode;
  record.ExceptionFlags = dwExceptionFlags & EXCEPTION_NONCONTINUABLE;
  record.ExceptionAddress = (PVOID)RaiseException;
  if (lpArguments != NULL) {
    if (nNumberOfArguments > EXCEPTION_MAXIMUM_PARAMETERS) {
      nNumberOfArguments = EXCEPTION_MAXIMUM_PARAMETERS;
    }
    record.NumberParameters = nNumberOfArguments;
    memcpy(record.ExceptionInformation, lpArguments, nNumberOfArguments * sizeof(ULONG_PTR));
  }
  RtlRaiseException(&record);
}
