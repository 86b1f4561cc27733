// SPDX-License-Identifier: MIT
// What the files of kernel32 share.
#pragma once

#include "nt/rtl.h"
#include "nt/user_shared_data.h"
#include "string.h"
#include "windows.h"

#define BaseSetLastNTError(status) RtlSetLastWin32ErrorAndNtStatusFromNtStatus(status)

// Sets the last error if `status` is one.
static inline BOOL BaseResult(NTSTATUS status) {
  if (NT_SUCCESS(status)) return TRUE;
  BaseSetLastNTError(status);
  return FALSE;
}

// Relative time-out in 100 ns units; NULL for INFINITE.
PLARGE_INTEGER BaseFormatTimeOut(PLARGE_INTEGER TimeOut, DWORD Milliseconds);

// True if the record is a write into a read-only resource page, which now is writable.
BOOL BasepCheckForReadOnlyResource(const EXCEPTION_RECORD *Record);

void WINAPI BaseProcessStartThunk(void);
void WINAPI BaseThreadStartThunk(void);
EXCEPTION_DISPOSITION __cdecl _except_handler3(PEXCEPTION_RECORD ExceptionRecord,
                                               PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
                                               PCONTEXT ContextRecord, PVOID DispatcherContext);

// Widens `text` into TEB.StaticUnicodeString; NULL and the last error set if it is too long.
PUNICODE_STRING BaseStaticUnicodeString(LPCSTR text);
