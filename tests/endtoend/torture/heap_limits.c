// SPDX-License-Identifier: MIT
// Heaps at their edges: fixed size, exceptions instead of NULL, in place only, locked, walked.
#include <string.h>

#include "torture.h"

static NOINLINE void *Allocate(HANDLE heap, DWORD flags, SIZE_T size) {
  return HeapAlloc(heap, flags, size);
}

static void FixedSize(void) {
  HANDLE heap = HeapCreate(0, 0x1000, 0x20000);
  int count = 0;
  void *first = HeapAlloc(heap, 0, 4000);
  while (HeapAlloc(heap, 0, 4000) != NULL) count++;
  printf("a fixed heap ends: %d\n", count > 20 && count < 40);
  printf("freed: %d", HeapFree(heap, 0, first));
  printf(", room again: %d\n", HeapAlloc(heap, 0, 3900) != NULL);
  printf("larger than a fixed heap may have: %d\n", HeapAlloc(heap, 0, 0x90000) != NULL);
  printf("destroyed: %d\n", HeapDestroy(heap));
}

static void Exceptions(void) {
  HANDLE heap = HeapCreate(HEAP_GENERATE_EXCEPTIONS, 0, 0x10000);
  __try {
    for (int i = 0; i < 1000; i++) Allocate(heap, 0, 1000);
    printf("not here\n");
  } __except (GetExceptionCode() == 0xc0000017 ? EXCEPTION_EXECUTE_HANDLER
                                               : EXCEPTION_CONTINUE_SEARCH) {
    printf("raised STATUS_NO_MEMORY\n");
  }
  __try {
    Allocate(GetProcessHeap(), HEAP_GENERATE_EXCEPTIONS, 0x7fffffff);
    printf("not here\n");
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    printf("raised for one call\n");
  }
  HeapDestroy(heap);
}

static void InPlace(void) {
  HANDLE heap = HeapCreate(0, 0, 0);
  char *block = HeapAlloc(heap, 0, 100);
  void *neighbour = HeapAlloc(heap, 0, 100);
  memset(block, 'q', 100);
  printf("grown in place: %d\n",
         HeapReAlloc(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 100000) != NULL);
  printf("shrunk in place: %d\n",
         HeapReAlloc(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 50) == block);
  printf("size %u\n", (unsigned)HeapSize(heap, 0, block));
  char *moved = HeapReAlloc(heap, HEAP_ZERO_MEMORY, block, 5000);
  printf("moved: %d %d %d\n", moved[49] == 'q', moved[50], moved[4999]);
  printf("size 0: %u\n", (unsigned)HeapSize(heap, 0, HeapAlloc(heap, 0, 0)));
  HeapFree(heap, 0, neighbour);
  HeapDestroy(heap);
}

static void Walk(void) {
  HANDLE heap = HeapCreate(0, 0, 0);
  PROCESS_HEAP_ENTRY entry;
  unsigned busy = 0, bytes = 0;
  for (unsigned i = 1; i <= 50; i++) HeapAlloc(heap, 0, i * 10);
  HeapAlloc(heap, 0, 0x100000);
  printf("locked %d\n", HeapLock(heap));
  entry.lpData = NULL;
  while (HeapWalk(heap, &entry)) {
    if (!(entry.wFlags & PROCESS_HEAP_ENTRY_BUSY) || entry.cbData % 10 != 0) continue;
    busy++;
    bytes += entry.cbData;
  }
  printf("end of the walk: error %u\n", (unsigned)GetLastError());
  printf("busy blocks of ours %u, bytes %u\n", busy, bytes);
  printf("unlocked %d\n", HeapUnlock(heap));
  HeapDestroy(heap);
}

int main(void) {
  FixedSize();
  Exceptions();
  InPlace();
  Walk();
  return 0;
}
