// SPDX-License-Identifier: MIT
// 1,000 threads one after another, then 1,000 in batches of 25: nothing is left behind.
#include "torture.h"

#define BATCH 25

static volatile LONG ended;

static DWORD WINAPI End(void *parameter) {
  volatile char stack[512];
  stack[0] = 1;
  InterlockedExchangeAdd(&ended, stack[0]);
  return 0;
}

// Bytes of address space that are not free.
static SIZE_T Used(void) {
  MEMORY_BASIC_INFORMATION region;
  SIZE_T used = 0;
  char *address = NULL;
  while (VirtualQuery(address, &region, sizeof(region)) != 0) {
    if (region.State != MEM_FREE) used += region.RegionSize;
    address = (char *)region.BaseAddress + region.RegionSize;
    if ((ULONG_PTR)address >= 0x7fff0000) break;
  }
  return used;
}

static void RunBatch(int count) {
  HANDLE threads[BATCH];
  for (int i = 0; i < count; i++) threads[i] = start_thread(End, NULL);
  join_threads(threads, count);
}

static void Generation(const char *what, int batch) {
  RunBatch(batch);
  RunBatch(batch);
  SIZE_T before = Used();
  LONG ended_before = ended;
  for (int i = 0; i < 1000; i += batch) RunBatch(batch);
  SIZE_T after = Used();
  printf("%s: ended %d\n", what, (int)(ended - ended_before));
  // A stack is 64 KiB: one leak per thread would be 62 MiB.
  printf("%s: leak %s\n", what, after < before + 0x100000 ? "no" : "yes");
}

int main(void) {
  Generation("one by one", 1);
  Generation("in batches", BATCH);
  return 0;
}
