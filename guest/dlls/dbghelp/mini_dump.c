// SPDX-License-Identifier: MIT
// MiniDumpWriteDump. The dump is written by a service of the machine that NT does not have; everything else
// about it is the documented function.
#include "dbghelp.h"
#include "nt/rtl.h"

#define HRESULT_FROM_WIN32_CODE(code) (0x80070000u | (code))
#define VALID_TYPES 0x1fffff

// Service 2000h. Source of the stub's shape: the system call stubs of ntdll.
static NAKED NTSTATUS NTAPI WriteDump(HANDLE ProcessHandle, HANDLE FileHandle, ULONG DumpType,
                                      PMINIDUMP_EXCEPTION_INFORMATION ExceptionParam,
                                      PMINIDUMP_USER_STREAM_INFORMATION UserStreamParam) {
  __asm__(
      "movl $0x2000, %eax\n"
      "movl $0x7ffe0300, %edx\n"
      "call *(%edx)\n"
      "ret $20\n");
}

// On failure the last error is an HRESULT, as documented.
NOINLINE BOOL WINAPI MiniDumpWriteDump(HANDLE hProcess, DWORD ProcessId, HANDLE hFile,
                                       MINIDUMP_TYPE DumpType,
                                       PMINIDUMP_EXCEPTION_INFORMATION ExceptionParam,
                                       PMINIDUMP_USER_STREAM_INFORMATION UserStreamParam,
                                       PMINIDUMP_CALLBACK_INFORMATION CallbackParam) {
  NTSTATUS status = STATUS_INVALID_PARAMETER;
  if ((DumpType & ~VALID_TYPES) == 0) {
    status = WriteDump(hProcess, hFile, DumpType, ExceptionParam, UserStreamParam);
  }
  if (NT_SUCCESS(status)) return TRUE;
  RtlSetLastWin32Error(HRESULT_FROM_WIN32_CODE(RtlNtStatusToDosError(status)));
  return FALSE;
}
