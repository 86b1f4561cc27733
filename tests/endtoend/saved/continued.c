// SPDX-License-Identifier: MIT
// Two processes of this program, whose machine is stopped while threads read a file, wait for a periodic timer with an
// APC, are suspended, have an APC in the queue and priorities of their own, and share named objects.
#include <stdio.h>
#include <windows.h>

#define TIMES 6
#define PIECE 3000

static HANDLE go;
static volatile LONG fired, completed, worked, order;

static VOID CALLBACK Fired(LPVOID argument, DWORD low, DWORD high) { fired += (LONG)argument; }

static VOID CALLBACK Completed(ULONG_PTR number) { completed = completed * 10 + (LONG)number; }

static DWORD WINAPI Reader(void *sum) {
  static unsigned char piece[PIECE];
  DWORD done;
  HANDLE file = CreateFileA("C:\\data.bin", GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  for (int i = 0; i < TIMES; i++) {
    if (!ReadFile(file, piece, PIECE, &done, NULL)) return 1;
    for (DWORD k = 0; k < done; k++) *(unsigned *)sum = *(unsigned *)sum * 31 + piece[k];
  }
  CloseHandle(file);
  return 0;
}

// Waits first in a way that lets no APC in.
static DWORD WINAPI Alertable(void *unused) {
  WaitForSingleObject(go, INFINITE);
  return SleepEx(INFINITE, TRUE);
}

static DWORD WINAPI Worker(void *place) {
  for (int i = 0; i < 30000; i++) InterlockedIncrement(&worked);
  *(LONG *)place = InterlockedIncrement(&order);
  return (DWORD)GetThreadPriority(GetCurrentThread());
}

// Both processes take turns: each releases what the other one waits for.
static void take_turns(void) {
  HANDLE guard = CreateMutexA(NULL, FALSE, "Guard");
  HANDLE first = CreateSemaphoreA(NULL, 1, 2, "First");
  for (int i = 0; i < TIMES; i++) {
    WaitForSingleObject(first, INFINITE);
    WaitForSingleObject(guard, INFINITE);
    Sleep(1);
    ReleaseMutex(guard);
    ReleaseSemaphore(first, 1, NULL);
    Sleep(1);
  }
}

int main(void) {
  static const int priorities[] = {THREAD_PRIORITY_LOWEST, THREAD_PRIORITY_HIGHEST, THREAD_PRIORITY_NORMAL};
  unsigned sum = 0;
  LONG places[3];
  HANDLE reader, alertable, workers[3], timer = CreateWaitableTimerA(NULL, FALSE, NULL);
  LARGE_INTEGER due;
  DWORD code;
  go = CreateEventA(NULL, TRUE, FALSE, NULL);
  due.QuadPart = -20000;
  SetWaitableTimer(timer, &due, 3, Fired, (void *)1, FALSE);
  reader = CreateThread(NULL, 0, Reader, &sum, 0, NULL);
  alertable = CreateThread(NULL, 0, Alertable, NULL, 0, NULL);
  for (int i = 0; i < 3; i++) {
    workers[i] = CreateThread(NULL, 0, Worker, &places[i], CREATE_SUSPENDED, NULL);
    SetThreadPriority(workers[i], priorities[i]);
  }
  Sleep(1);
  for (int i = 1; i <= 3; i++) QueueUserAPC(Completed, alertable, (ULONG_PTR)i);
  SuspendThread(reader);
  SuspendThread(reader);
  take_turns();
  for (int i = 0; i < 3; i++) ResumeThread(workers[i]);
  ResumeThread(reader);
  while (fired < TIMES) SleepEx(INFINITE, TRUE);
  CancelWaitableTimer(timer);
  ResumeThread(reader);
  SetEvent(go);
  WaitForSingleObject(alertable, INFINITE);
  WaitForSingleObject(reader, INFINITE);
  for (int i = 0; i < 3; i++) {
    WaitForSingleObject(workers[i], INFINITE);
    GetExitCodeThread(workers[i], &code);
    printf("worker %d: priority %d, place %d\n", i, (int)code, (int)places[i]);
  }
  printf("sum %u, fired %d, completed %d, worked %d\n", sum, (int)fired, (int)completed, (int)worked);
  return 0;
}
