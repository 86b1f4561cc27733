// SPDX-License-Identifier: MIT
// How threads end, and what they leave as exit code.
#include "torture.h"

static HANDLE never;

static DWORD WINAPI ReturnIt(void *parameter) { return (DWORD)(ULONG_PTR)parameter; }

static DWORD WINAPI ExitWith(void *parameter) {
  ExitThread((DWORD)(ULONG_PTR)parameter);
  return 1;
}

static DWORD WINAPI WaitForever(void *parameter) {
  WaitForSingleObject(never, INFINITE);
  return 2;
}

static void End(const char *what, LPTHREAD_START_ROUTINE routine, ULONG_PTR parameter) {
  DWORD code = 0;
  HANDLE thread = start_thread(routine, (void *)parameter);
  WaitForSingleObject(thread, INFINITE);
  GetExitCodeThread(thread, &code);
  printf("%s: %x\n", what, (unsigned)code);
  printf("signalled for good: %x\n", (unsigned)WaitForSingleObject(thread, 0));
  CloseHandle(thread);
}

static DWORD WINAPI Outlive(void *parameter) {
  WaitForSingleObject((HANDLE)parameter, INFINITE);
  printf("the main thread is gone\n");
  ExitProcess(0);
  return 0;
}

int main(void) {
  DWORD code = 0;
  HANDLE own;
  never = CreateEvent(NULL, TRUE, FALSE, NULL);
  End("returned", ReturnIt, 0x12345678);
  End("ExitThread", ExitWith, 0xdeadbeef);
  HANDLE thread = start_thread(WaitForever, NULL);
  GetExitCodeThread(thread, &code);
  printf("alive: %u, %x\n", (unsigned)code, (unsigned)WaitForSingleObject(thread, 0));
  TerminateThread(thread, 55);
  printf("terminated: %x", (unsigned)WaitForSingleObject(thread, INFINITE));
  GetExitCodeThread(thread, &code);
  printf(", %u\n", (unsigned)code);
  DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &own, SYNCHRONIZE,
                  FALSE, 0);
  start_thread(Outlive, own);
  ExitThread(9);
}
