// SPDX-License-Identifier: MIT
// TlsAlloc: one value per thread and index, zero at first; the last error is per thread too.
#include "torture.h"

#define THREADS 20
#define SLOTS 30

static DWORD slots[SLOTS];
static HANDLE step;
static volatile LONG wrong, arrived;

static DWORD WINAPI Use(void *parameter) {
  ULONG_PTR number = (ULONG_PTR)parameter;
  SetLastError((DWORD)number + 1000);
  for (int i = 0; i < SLOTS; i++) {
    if (TlsGetValue(slots[i]) != NULL) InterlockedIncrement(&wrong);
    TlsSetValue(slots[i], (void *)(number * 100 + (ULONG_PTR)i));
  }
  SetLastError((DWORD)number + 1000);
  InterlockedIncrement(&arrived);
  WaitForSingleObject(step, INFINITE);
  if (GetLastError() != number + 1000) InterlockedIncrement(&wrong);
  ULONG_PTR sum = 0;
  for (int i = 0; i < SLOTS; i++) sum += (ULONG_PTR)TlsGetValue(slots[i]);
  return (DWORD)sum;
}

int main(void) {
  HANDLE threads[THREADS];
  int distinct = 1;
  step = CreateEvent(NULL, TRUE, FALSE, NULL);
  for (int i = 0; i < SLOTS; i++) {
    slots[i] = TlsAlloc();
    for (int j = 0; j < i; j++) distinct &= slots[i] != slots[j];
  }
  printf("distinct indices %d\n", distinct);
  for (int i = 0; i < THREADS; i++) threads[i] = start_thread(Use, (void *)(LONG_PTR)i);
  while (arrived != THREADS) Sleep(1);
  SetEvent(step);
  for (int i = 0; i < THREADS; i++) {
    DWORD sum = 0;
    WaitForSingleObject(threads[i], INFINITE);
    GetExitCodeThread(threads[i], &sum);
    CloseHandle(threads[i]);
    printf("thread %d: sum %u\n", i, (unsigned)sum);
  }
  printf("wrong %d\n", (int)wrong);
  TlsSetValue(slots[3], (void *)1);
  printf("freed %d", TlsFree(slots[3]));
  DWORD again = TlsAlloc();
  printf(", same index again %d, value %p\n", again == slots[3], TlsGetValue(again));
  SetLastError(5);
  TlsGetValue(again);
  printf("a read clears the last error: %u\n", (unsigned)GetLastError());
  int more = 0;
  while (TlsAlloc() != TLS_OUT_OF_INDEXES) more++;
  printf("at least 64 in all: %d\n", more + SLOTS >= 60);
  return 0;
}
