// SPDX-License-Identifier: MIT
// Suspend counts, priorities, and work that does not depend on them.
#include "torture.h"

static volatile LONG turns;
static volatile BOOL stop;

static DWORD WINAPI Work(void *parameter) {
  while (!stop) InterlockedIncrement(&turns);
  return 7;
}

static DWORD WINAPI Add(void *parameter) {
  LONG *sum = parameter;
  for (int i = 1; i <= 2000; i++) *sum += i;
  return 0;
}

static void Suspension(void) {
  DWORD code = 0;
  HANDLE thread = CreateThread(NULL, 0, Work, NULL, CREATE_SUSPENDED, NULL);
  Sleep(30);
  printf("suspended at birth: %d turns\n", (int)turns);
  printf("resumed, count was %u\n", (unsigned)ResumeThread(thread));
  while (turns < 100) Sleep(1);
  printf("suspended, counts were %u", (unsigned)SuspendThread(thread));
  printf(" %u\n", (unsigned)SuspendThread(thread));
  CONTEXT context = {.ContextFlags = CONTEXT_CONTROL};
  printf("context: %d\n", GetThreadContext(thread, &context));  // the thread is at rest after it
  LONG before = turns;
  Sleep(30);
  printf("turns while suspended: %d\n", (int)(turns - before));
  printf("resumed, counts were %u", (unsigned)ResumeThread(thread));
  GetExitCodeThread(thread, &code);
  printf(" %u, exit code %x\n", (unsigned)ResumeThread(thread), (unsigned)code);
  printf("not suspended: %u\n", (unsigned)ResumeThread(thread));
  while (turns == before) Sleep(1);
  stop = TRUE;
  WaitForSingleObject(thread, INFINITE);
  GetExitCodeThread(thread, &code);
  printf("exit code %u\n", (unsigned)code);
  CloseHandle(thread);
}

static void Priorities(void) {
  static const int kPriorities[] = {THREAD_PRIORITY_LOWEST, THREAD_PRIORITY_BELOW_NORMAL,
                                    THREAD_PRIORITY_NORMAL, THREAD_PRIORITY_ABOVE_NORMAL,
                                    THREAD_PRIORITY_HIGHEST};
  HANDLE threads[5];
  LONG sums[5] = {0};
  printf("own priority %d\n", GetThreadPriority(GetCurrentThread()));
  for (int i = 0; i < 5; i++) {
    threads[i] = CreateThread(NULL, 0, Add, &sums[i], CREATE_SUSPENDED, NULL);
    BOOL set = SetThreadPriority(threads[i], kPriorities[i]);
    printf("priority %d: set %d, read %d\n", kPriorities[i], set, GetThreadPriority(threads[i]));
  }
  for (int i = 0; i < 5; i++) ResumeThread(threads[i]);
  join_threads(threads, 5);
  for (int i = 0; i < 5; i++) printf("sum %d\n", (int)sums[i]);
  SetLastError(0);
  printf("no such priority: %d\n", SetThreadPriority(GetCurrentThread(), 77));
}

int main(void) {
  Suspension();
  Priorities();
  return 0;
}
