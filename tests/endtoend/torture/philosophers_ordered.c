// SPDX-License-Identifier: MIT
// Five philosophers take the fork with the lower number first: nobody starves.
#include "torture.h"

#define SEATS 5
#define MEALS 300

static CRITICAL_SECTION forks[SEATS];
static volatile LONG holder[SEATS];
static volatile LONG shared_forks, meals;

static void Take(int fork) {
  EnterCriticalSection(&forks[fork]);
  if (InterlockedIncrement(&holder[fork]) != 1) InterlockedIncrement(&shared_forks);
}

static void Put(int fork) {
  InterlockedDecrement(&holder[fork]);
  LeaveCriticalSection(&forks[fork]);
}

static DWORD WINAPI Dine(void *parameter) {
  int left = (int)(LONG_PTR)parameter;
  int right = (left + 1) % SEATS;
  int low = left < right ? left : right;
  int high = left + right - low;
  for (int i = 0; i < MEALS; i++) {
    Take(low);
    if (i % 40 == 0) Sleep(0);
    Take(high);
    InterlockedIncrement(&meals);
    Put(high);
    Put(low);
  }
  return (DWORD)left;
}

int main(void) {
  HANDLE threads[SEATS];
  for (int i = 0; i < SEATS; i++) InitializeCriticalSection(&forks[i]);
  for (int i = 0; i < SEATS; i++) threads[i] = start_thread(Dine, (void *)(LONG_PTR)i);
  DWORD waited = WaitForMultipleObjects(SEATS, threads, TRUE, INFINITE);
  printf("all joined: %u\n", (unsigned)waited);
  for (int i = 0; i < SEATS; i++) {
    DWORD code = 99;
    GetExitCodeThread(threads[i], &code);
    printf("philosopher %u\n", (unsigned)code);
  }
  printf("meals %d, forks in two hands %d\n", (int)meals, (int)shared_forks);
  return 0;
}
