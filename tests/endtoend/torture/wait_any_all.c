// SPDX-License-Identifier: MIT
// WaitForMultipleObjects: lowest index first, all or nothing, time-outs.
#include "torture.h"

static HANDLE events[3];  // auto-reset
static HANDLE semaphore, mutant, ready;

static unsigned Any(DWORD milliseconds) {
  return (unsigned)WaitForMultipleObjects(3, events, FALSE, milliseconds);
}

static unsigned All(DWORD milliseconds) {
  return (unsigned)WaitForMultipleObjects(3, events, TRUE, milliseconds);
}

static DWORD WINAPI SetLater(void *parameter) {
  SetEvent(ready);
  Sleep(20);
  SetEvent(events[(LONG_PTR)parameter]);
  return 0;
}

static DWORD WINAPI Hold(void *parameter) {
  WaitForSingleObject(mutant, INFINITE);
  SetEvent(ready);
  Sleep(20);
  ReleaseMutex(mutant);
  return 0;
}

static void AnyOf(void) {
  printf("any, none: %x\n", Any(10));
  SetEvent(events[2]);
  SetEvent(events[1]);
  printf("any, two set: %x", Any(0));
  printf(" %x", Any(0));
  printf(" %x\n", Any(0));
  HANDLE thread = start_thread(SetLater, (void *)2);
  WaitForSingleObject(ready, INFINITE);
  printf("any, set by another: %x\n", Any(INFINITE));
  join_threads(&thread, 1);
}

static void AllOf(void) {
  SetEvent(events[0]);
  SetEvent(events[1]);
  printf("all, one missing: %x\n", All(10));
  printf("nothing was taken: %x", Any(0));
  printf(" %x", Any(0));
  printf(" %x\n", Any(0));
  SetEvent(events[0]);
  SetEvent(events[1]);
  HANDLE thread = start_thread(SetLater, (void *)2);
  WaitForSingleObject(ready, INFINITE);
  printf("all, the last set by another: %x\n", All(INFINITE));
  printf("all were taken: %x\n", Any(0));
  join_threads(&thread, 1);
}

static void Mixed(void) {
  HANDLE all[3] = {semaphore, mutant, events[0]};
  LONG count = -1;
  HANDLE thread = start_thread(Hold, NULL);
  WaitForSingleObject(ready, INFINITE);
  SetEvent(events[0]);
  printf("mixed, mutant owned: %x\n", (unsigned)WaitForMultipleObjects(3, all, TRUE, 0));
  printf("mixed: %x\n", (unsigned)WaitForMultipleObjects(3, all, TRUE, INFINITE));
  ReleaseSemaphore(semaphore, 1, &count);
  printf("semaphore taken once: %d, mutant %d, event %x\n", (int)count, ReleaseMutex(mutant),
         (unsigned)WaitForSingleObject(events[0], 0));
  join_threads(&thread, 1);
}

static void Misuse(void) {
  HANDLE twice[2] = {events[0], events[0]};
  HANDLE closed[2] = {events[0], (HANDLE)0x7ffc};
  printf("the same twice, all: %x", (unsigned)WaitForMultipleObjects(2, twice, TRUE, 0));
  printf(", error %u\n", (unsigned)GetLastError());
  printf("no such handle: %x", (unsigned)WaitForMultipleObjects(2, closed, FALSE, 0));
  printf(", error %u\n", (unsigned)GetLastError());
  printf("65 objects: %x", (unsigned)WaitForMultipleObjects(65, twice, FALSE, 0));
  printf(", error %u\n", (unsigned)GetLastError());
}

static void Pulse(void) {
  HANDLE manual = CreateEvent(NULL, TRUE, FALSE, NULL);
  PulseEvent(manual);
  printf("pulsed, nobody there: %x\n", (unsigned)WaitForSingleObject(manual, 0));
  SetEvent(manual);
  printf("manual: %x", (unsigned)WaitForSingleObject(manual, 0));
  printf(" %x", (unsigned)WaitForSingleObject(manual, 0));
  ResetEvent(manual);
  printf(" %x\n", (unsigned)WaitForSingleObject(manual, 0));
  CloseHandle(manual);
}

int main(void) {
  for (int i = 0; i < 3; i++) events[i] = CreateEvent(NULL, FALSE, FALSE, NULL);
  semaphore = CreateSemaphore(NULL, 2, 2, NULL);
  mutant = CreateMutex(NULL, FALSE, NULL);
  ready = CreateEvent(NULL, FALSE, FALSE, NULL);
  AnyOf();
  AllOf();
  Mixed();
  Misuse();
  Pulse();
  return 0;
}
