// SPDX-License-Identifier: MIT
#include "base.h"

// The APC routine: the program's function is one of its arguments.
static NOINLINE void NTAPI BaseDispatchAPC(PAPCFUNC Function, ULONG_PTR Data, PVOID Unused) {
  Function(Data);
}

DWORD WINAPI QueueUserAPC(PAPCFUNC pfnAPC, HANDLE hThread, ULONG_PTR dwData) {
  return (DWORD)BaseResult(
      NtQueueApcThread(hThread, (PVOID)BaseDispatchAPC, (PVOID)pfnAPC, (PVOID)dwData, NULL));
}
