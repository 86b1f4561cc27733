// SPDX-License-Identifier: MIT
// A thread that ends while it owns mutants abandons them: the next owner is told, once.
#include "torture.h"

static HANDLE mutants[3];
static HANDLE owned, leave;

static DWORD WINAPI Own(void *parameter) {
  WaitForSingleObject(mutants[0], INFINITE);
  WaitForSingleObject(mutants[2], INFINITE);
  WaitForSingleObject(mutants[2], INFINITE);
  SetEvent(owned);
  WaitForSingleObject(leave, INFINITE);
  return 0;
}

static DWORD WINAPI TryAndRelease(void *parameter) {
  DWORD result = WaitForSingleObject(*(HANDLE *)parameter, 0);
  BOOL released = ReleaseMutex(*(HANDLE *)parameter);
  return result << 8 | (released ? 0 : GetLastError() & 0xff);
}

static unsigned InThread(HANDLE *mutant) {
  DWORD code = 0;
  HANDLE thread = start_thread(TryAndRelease, mutant);
  WaitForSingleObject(thread, INFINITE);
  GetExitCodeThread(thread, &code);
  CloseHandle(thread);
  return (unsigned)code;
}

int main(void) {
  owned = CreateEvent(NULL, FALSE, FALSE, NULL);
  leave = CreateEvent(NULL, FALSE, FALSE, NULL);
  for (int i = 0; i < 3; i++) mutants[i] = CreateMutex(NULL, FALSE, NULL);
  HANDLE thread = start_thread(Own, NULL);
  WaitForSingleObject(owned, INFINITE);
  printf("owned by another: %x\n", (unsigned)WaitForSingleObject(mutants[0], 0));
  printf("release of another's: %d", ReleaseMutex(mutants[0]));
  printf(", error %u\n", (unsigned)GetLastError());
  SetEvent(leave);
  printf("wait over the owner's end: %x\n", (unsigned)WaitForSingleObject(mutants[0], INFINITE));
  WaitForSingleObject(thread, INFINITE);
  printf("again, now by its owner: %x\n", (unsigned)WaitForSingleObject(mutants[0], 0));
  printf("another meanwhile: %x\n", InThread(&mutants[0]));
  printf("released %d", ReleaseMutex(mutants[0]));
  printf(" %d", ReleaseMutex(mutants[0]));
  printf(" %d", ReleaseMutex(mutants[0]));
  printf(", error %u\n", (unsigned)GetLastError());
  printf("another now: %x\n", InThread(&mutants[0]));
  printf("any of three: %x\n", (unsigned)WaitForMultipleObjects(2, mutants + 1, FALSE, INFINITE));
  printf("the abandoned one: %x\n",
         (unsigned)WaitForMultipleObjects(1, mutants + 2, FALSE, INFINITE));
  printf("released %d", ReleaseMutex(mutants[2]));
  printf(" %d\n", ReleaseMutex(mutants[2]));

  thread = start_thread(Own, NULL);
  WaitForSingleObject(owned, INFINITE);
  SetEvent(leave);
  WaitForSingleObject(thread, INFINITE);
  printf("all of three: %x\n", (unsigned)WaitForMultipleObjects(3, mutants, TRUE, INFINITE));
  printf("all of three again: %x\n", (unsigned)WaitForMultipleObjects(3, mutants, TRUE, INFINITE));
  return 0;
}
