// SPDX-License-Identifier: MIT
// Waitable timers: one-shot, periodic, manual reset, with a completion routine, cancelled.
#include "torture.h"

#define MILLISECOND (-10000LL)  // relative, 100 ns units

static int completions;
static DWORD completion_thread;
static LONGLONG completion_time;

static void CALLBACK Completed(LPVOID argument, DWORD low, DWORD high) {
  completions += *(int *)argument;
  completion_thread = GetCurrentThreadId();
  completion_time = (LONGLONG)((ULONGLONG)high << 32 | low);
}

static BOOL Set(HANDLE timer, int milliseconds, LONG period) {
  LARGE_INTEGER due = {.QuadPart = milliseconds * MILLISECOND};
  return SetWaitableTimer(timer, &due, period, NULL, NULL, FALSE);
}

static void OneShot(void) {
  HANDLE timer = CreateWaitableTimer(NULL, FALSE, NULL);
  printf("new timer: %x\n", (unsigned)WaitForSingleObject(timer, 0));
  Set(timer, 30, 0);
  printf("too early: %x\n", (unsigned)WaitForSingleObject(timer, 1));
  printf("one-shot: %x\n", (unsigned)WaitForSingleObject(timer, INFINITE));
  printf("consumed: %x\n", (unsigned)WaitForSingleObject(timer, 60));
  Set(timer, 0, 0);
  printf("due at once: %x\n", (unsigned)WaitForSingleObject(timer, 1000));
  CloseHandle(timer);
}

static void ManualReset(void) {
  HANDLE timer = CreateWaitableTimer(NULL, TRUE, NULL);
  Set(timer, 20, 0);
  printf("manual reset: %x", (unsigned)WaitForSingleObject(timer, INFINITE));
  printf(" %x\n", (unsigned)WaitForSingleObject(timer, 0));
  Set(timer, 10000, 0);
  printf("set anew, not signalled: %x\n", (unsigned)WaitForSingleObject(timer, 0));
  printf("cancelled: %d\n", CancelWaitableTimer(timer));
  printf("after cancel: %x\n", (unsigned)WaitForSingleObject(timer, 30));
  CloseHandle(timer);
}

static void Periodic(void) {
  HANDLE timer = CreateWaitableTimer(NULL, FALSE, NULL);
  int ticks = 0;
  Set(timer, 20, 20);
  while (ticks < 5 && WaitForSingleObject(timer, 5000) == WAIT_OBJECT_0) ticks++;
  printf("periodic ticks %d\n", ticks);
  CancelWaitableTimer(timer);
  WaitForSingleObject(timer, 0);
  printf("after cancel: %x\n", (unsigned)WaitForSingleObject(timer, 60));
  CloseHandle(timer);
}

static void WithRoutine(void) {
  HANDLE timer = CreateWaitableTimer(NULL, FALSE, NULL);
  LARGE_INTEGER due = {.QuadPart = 20 * MILLISECOND};
  int weight = 10;
  SetWaitableTimer(timer, &due, 0, Completed, &weight, FALSE);
  Sleep(60);
  printf("not alertable: %d\n", completions);
  printf("alertable sleep: %x", (unsigned)SleepEx(0, TRUE));
  printf(", completions %d, own thread %d\n", completions,
         completion_thread == GetCurrentThreadId());
  SetWaitableTimer(timer, &due, 20, Completed, &weight, FALSE);
  while (completions < 50) SleepEx(1000, TRUE);
  CancelWaitableTimer(timer);
  int before = completions;
  printf("periodic completions at least 4: %d\n", before >= 50);
  printf("after cancel: %x, %d more\n", (unsigned)SleepEx(60, TRUE), completions - before);
  printf("completion time after 2000: %d\n", completion_time > 125911584000000000LL);
  CloseHandle(timer);
}

int main(void) {
  OneShot();
  ManualReset();
  Periodic();
  WithRoutine();
  return 0;
}
