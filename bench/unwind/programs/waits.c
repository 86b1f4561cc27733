// SPDX-License-Identifier: MIT
// A thread in every kind of wait, each below a few functions of its own.
#include <windows.h>

static CRITICAL_SECTION section;
static HANDLE never, second, semaphore, mutex, timer;
static volatile int sink;

static NOINLINE DWORD One(HANDLE what, int n) { return n == 0 ? WaitForSingleObject(what, INFINITE) : One(what, n - 1) + (DWORD)sink; }
static NOINLINE DWORD Several(BOOL all) {
  HANDLE list[3] = {never, second, semaphore};
  DWORD result = WaitForMultipleObjects(3, list, all, INFINITE);
  return result + list[0 + sink % 3] == NULL;
}
static NOINLINE void Enter(int n) {
  int kept[5] = {n, n, n, n, sink};
  EnterCriticalSection(&section);
  sink += kept[n];
}
static NOINLINE DWORD Alertable(int n) { return SleepEx(INFINITE, TRUE) + (DWORD)(n * sink); }
static void CALLBACK Called(ULONG_PTR word) { sink += (int)One((HANDLE)word, 2); }

static DWORD WINAPI WaitsForEvent(void *n) { return One(never, (int)n) + 1; }
static DWORD WINAPI WaitsForMutex(void *n) { return One(mutex, (int)n) + 2; }
static DWORD WINAPI WaitsForSemaphore(void *n) { return One(semaphore, (int)n + 5) + 3; }
static DWORD WINAPI WaitsForTimer(void *n) { return One(timer, (int)n + 1) + 4; }
static DWORD WINAPI WaitsForAny(void *n) { return Several(FALSE) + (DWORD)n; }
static DWORD WINAPI WaitsForAll(void *n) { return Several(TRUE) + (DWORD)n; }
static DWORD WINAPI WaitsForSection(void *n) {
  Enter((int)n % 5);
  return 6;
}
static DWORD WINAPI Sleeps(void *n) {
  Sleep(INFINITE);
  return (DWORD)n;
}
static DWORD WINAPI WaitsInCall(void *n) { return Alertable((int)n) + 9; }
static DWORD WINAPI Signals(void *n) { return SignalObjectAndWait(second, never, INFINITE, FALSE) + (DWORD)n; }

int main(void) {
  static const LPTHREAD_START_ROUTINE routines[] = {WaitsForEvent, WaitsForMutex, WaitsForSemaphore, WaitsForTimer, WaitsForAny,
                                                    WaitsForAll,   WaitsForSection, Sleeps,          Signals,       WaitsInCall};
  HANDLE last = NULL;
  InitializeCriticalSection(&section);
  EnterCriticalSection(&section);
  never = CreateEventA(NULL, TRUE, FALSE, NULL);
  second = CreateEventA(NULL, FALSE, FALSE, NULL);
  semaphore = CreateSemaphoreA(NULL, 0, 1, NULL);
  mutex = CreateMutexA(NULL, TRUE, NULL);
  timer = CreateWaitableTimerA(NULL, FALSE, NULL);
  for (unsigned i = 0; i < sizeof routines / sizeof routines[0]; i++)
    last = CreateThread(NULL, 0, routines[i], (void *)(ULONG_PTR)(i + 1), 0, NULL);
  Sleep(5);
  QueueUserAPC(Called, last, (ULONG_PTR)never);
  CreateThread(NULL, 0, WaitsForEvent, NULL, CREATE_SUSPENDED, NULL);
  return (int)One(never, 3);
}
