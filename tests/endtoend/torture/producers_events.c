// SPDX-License-Identifier: MIT
// A bounded buffer guarded by a critical section; auto-reset events say "not full" and "not empty".
#include "torture.h"

#define PRODUCERS 3
#define CONSUMERS 5
#define ITEMS 4000  // per producer
#define SLOTS 8

static CRITICAL_SECTION guard;
static HANDLE not_full, not_empty;
static int buffer[SLOTS];
static int in, out, done;
static long long sum;
static int consumed, violations;

static DWORD WINAPI Produce(void *parameter) {
  for (int i = 1; i <= ITEMS;) {
    EnterCriticalSection(&guard);
    BOOL room = in - out < SLOTS;
    if (room) buffer[in++ % SLOTS] = i++;
    if (in - out > SLOTS) violations++;
    BOOL more_room = in - out < SLOTS;
    LeaveCriticalSection(&guard);
    if (room) SetEvent(not_empty);
    if (more_room) SetEvent(not_full);
    if (!room) WaitForSingleObject(not_full, INFINITE);
  }
  return 0;
}

static DWORD WINAPI Consume(void *parameter) {
  for (;;) {
    EnterCriticalSection(&guard);
    BOOL any = in != out;
    if (any) {
      sum += buffer[out++ % SLOTS];
      consumed++;
    }
    BOOL more = in != out;
    BOOL finished = done && !more;
    LeaveCriticalSection(&guard);
    if (any) SetEvent(not_full);
    if (more || finished) SetEvent(not_empty);
    if (finished) return 0;
    if (!any) WaitForSingleObject(not_empty, INFINITE);
  }
}

int main(void) {
  HANDLE producers[PRODUCERS], consumers[CONSUMERS];
  InitializeCriticalSection(&guard);
  not_full = CreateEvent(NULL, FALSE, FALSE, NULL);
  not_empty = CreateEvent(NULL, FALSE, FALSE, NULL);
  for (int i = 0; i < CONSUMERS; i++) consumers[i] = start_thread(Consume, NULL);
  for (int i = 0; i < PRODUCERS; i++) producers[i] = start_thread(Produce, NULL);
  join_threads(producers, PRODUCERS);
  EnterCriticalSection(&guard);
  done = 1;
  LeaveCriticalSection(&guard);
  SetEvent(not_empty);
  join_threads(consumers, CONSUMERS);
  printf("consumed %d, sum %u\n", consumed, (unsigned)sum);
  printf("violations %d\n", violations);
  printf("lock count %d, recursion %d, owner %u\n", (int)guard.LockCount,
         (int)guard.RecursionCount, (unsigned)(ULONG_PTR)guard.OwningThread);
  DeleteCriticalSection(&guard);
  return 0;
}
