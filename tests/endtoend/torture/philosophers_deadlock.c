// SPDX-License-Identifier: MIT
// Every philosopher takes the left fork, waits until all have one, then reaches for the right one.
#include "torture.h"

#define SEATS 5

static CRITICAL_SECTION forks[SEATS];
static HANDLE everybody_has_one;
static volatile LONG taken;

static DWORD WINAPI Dine(void *parameter) {
  int left = (int)(LONG_PTR)parameter;
  EnterCriticalSection(&forks[left]);
  if (InterlockedIncrement(&taken) == SEATS) SetEvent(everybody_has_one);
  WaitForSingleObject(everybody_has_one, INFINITE);
  EnterCriticalSection(&forks[(left + 1) % SEATS]);
  printf("nobody gets here\n");
  return 0;
}

int main(void) {
  HANDLE threads[SEATS];
  everybody_has_one = CreateEvent(NULL, TRUE, FALSE, NULL);
  for (int i = 0; i < SEATS; i++) InitializeCriticalSection(&forks[i]);
  for (int i = 0; i < SEATS; i++) threads[i] = start_thread(Dine, (void *)(LONG_PTR)i);
  WaitForSingleObject(everybody_has_one, INFINITE);
  printf("every left fork is taken\n");
  WaitForMultipleObjects(SEATS, threads, TRUE, INFINITE);
  printf("nobody gets here\n");
  return 0;
}
