// SPDX-License-Identifier: MIT
#include "rtlp.h"

NAKED void NTAPI DbgBreakPoint(void) { __asm__("int3\nret\n"); }

// Where the thread begins that a debugger starts in a process to stop it.
NOINLINE void NTAPI DbgUiRemoteBreakin(PVOID Context) {
  DbgBreakPoint();
  LdrShutdownThread();
  NtTerminateThread(NtCurrentThread(), STATUS_SUCCESS);
}
