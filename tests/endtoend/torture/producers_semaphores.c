// SPDX-License-Identifier: MIT
// A bounded buffer between 4 producers and 4 consumers: two semaphores count, a mutex guards.
#include "torture.h"

#define PRODUCERS 4
#define CONSUMERS 4
#define ITEMS 5000  // per producer
#define SLOTS 16

static HANDLE free_slots, used_slots, guard;
static int buffer[SLOTS];
static int in, out, most, fill;
static long long sums[CONSUMERS];
static int counts[CONSUMERS];

static DWORD WINAPI Produce(void *parameter) {
  int number = (int)(LONG_PTR)parameter;
  for (int i = 0; i < ITEMS; i++) {
    WaitForSingleObject(free_slots, INFINITE);
    WaitForSingleObject(guard, INFINITE);
    buffer[in++ % SLOTS] = number * ITEMS + i;
    if (++fill > most) most = fill;
    ReleaseMutex(guard);
    ReleaseSemaphore(used_slots, 1, NULL);
  }
  return 0;
}

static DWORD WINAPI Consume(void *parameter) {
  int number = (int)(LONG_PTR)parameter;
  for (;;) {
    WaitForSingleObject(used_slots, INFINITE);
    WaitForSingleObject(guard, INFINITE);
    int item = buffer[out++ % SLOTS];
    fill--;
    ReleaseMutex(guard);
    ReleaseSemaphore(free_slots, 1, NULL);
    if (item < 0) return 0;
    sums[number] += item;
    counts[number]++;
  }
}

int main(void) {
  HANDLE producers[PRODUCERS], consumers[CONSUMERS];
  free_slots = CreateSemaphore(NULL, SLOTS, SLOTS, NULL);
  used_slots = CreateSemaphore(NULL, 0, SLOTS, NULL);
  guard = CreateMutex(NULL, FALSE, NULL);
  for (int i = 0; i < PRODUCERS; i++) producers[i] = start_thread(Produce, (void *)(LONG_PTR)i);
  for (int i = 0; i < CONSUMERS; i++) consumers[i] = start_thread(Consume, (void *)(LONG_PTR)i);
  join_threads(producers, PRODUCERS);
  for (int i = 0; i < CONSUMERS; i++) {
    WaitForSingleObject(free_slots, INFINITE);
    WaitForSingleObject(guard, INFINITE);
    buffer[in++ % SLOTS] = -1;
    fill++;
    ReleaseMutex(guard);
    ReleaseSemaphore(used_slots, 1, NULL);
  }
  join_threads(consumers, CONSUMERS);
  long long sum = 0;
  int count = 0;
  for (int i = 0; i < CONSUMERS; i++) sum += sums[i], count += counts[i];
  printf("consumed %d, sum %u\n", count, (unsigned)sum);
  printf("never more than %d in the buffer: %s\n", SLOTS, most <= SLOTS ? "yes" : "no");
  printf("left %d\n", fill);
  LONG previous = -1;
  printf("one more than the limit: %d", ReleaseSemaphore(free_slots, SLOTS, NULL));
  printf(", error %u\n", (unsigned)GetLastError());
  while (WaitForSingleObject(free_slots, 0) == WAIT_OBJECT_0) fill++;
  printf("free slots taken %d\n", fill);
  printf("given back: %d", ReleaseSemaphore(free_slots, SLOTS, &previous));
  printf(", before %d\n", (int)previous);
  return 0;
}
