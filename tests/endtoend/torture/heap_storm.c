// SPDX-License-Identifier: MIT
// Six threads allocate, resize and free blocks of all sizes, in shared and private heaps.
#include <string.h>

#include "torture.h"

#define THREADS 6
#define BLOCKS 40
#define TURNS 400

static HANDLE shared;
static volatile LONG damaged, invalid, done;

typedef struct {
  unsigned char *bytes;
  SIZE_T size;
  unsigned char mark;
} Block;

static unsigned Random(unsigned *state) {
  *state = *state * 1103515245 + 12345;
  return *state >> 8 & 0xffffff;
}

static SIZE_T RandomSize(unsigned *state) {
  unsigned kind = Random(state) % 100;
  if (kind < 70) return Random(state) % 300;
  if (kind < 95) return Random(state) % 20000;
  if (kind < 99) return Random(state) % 200000;
  return 0x80000 + Random(state) % 100000;  // more than a segment's block may have
}

// The first and the last bytes stand for all.
static void Mark(Block *block, unsigned char mark) {
  SIZE_T part = block->size < 64 ? block->size : 64;
  block->mark = mark;
  memset(block->bytes, mark, part);
  memset(block->bytes + block->size - part, mark, part);
}

static void Check(const Block *block, SIZE_T kept) {
  SIZE_T part = kept < 64 ? kept : 64;
  for (SIZE_T i = 0; i < part; i++) {
    if (block->bytes[i] != block->mark) {
      InterlockedIncrement(&damaged);
      return;
    }
  }
}

static void Turn(HANDLE heap, Block *block, unsigned *state, int turn) {
  SIZE_T size = RandomSize(state);
  if (block->bytes == NULL) {
    block->bytes = HeapAlloc(heap, turn % 5 == 0 ? HEAP_ZERO_MEMORY : 0, size);
    block->size = size;
    if (block->bytes == NULL) return;
    if (turn % 5 == 0 && size > 0 && block->bytes[size - 1] != 0) InterlockedIncrement(&damaged);
  } else if (turn % 3 == 0) {
    unsigned char *moved = HeapReAlloc(heap, 0, block->bytes, size);
    if (moved == NULL) return;
    block->bytes = moved;
    SIZE_T kept = size < block->size ? size : block->size;
    block->size = size;
    Check(block, kept);
  } else {
    Check(block, block->size);
    if (HeapSize(heap, 0, block->bytes) != block->size) InterlockedIncrement(&damaged);
    if (!HeapFree(heap, 0, block->bytes)) InterlockedIncrement(&invalid);
    block->bytes = NULL;
    return;
  }
  if (block->size > 0) Mark(block, (unsigned char)(turn + 1));
}

static DWORD WINAPI Storm(void *parameter) {
  unsigned state = (unsigned)(ULONG_PTR)parameter * 7919 + 1;
  HANDLE own = HeapCreate(0, 0, 0);
  Block blocks[2][BLOCKS];
  memset(blocks, 0, sizeof(blocks));
  for (int turn = 0; turn < TURNS; turn++) {
    int which = (int)(Random(&state) % 2);
    Turn(which ? own : shared, &blocks[which][Random(&state) % BLOCKS], &state, turn);
    if (turn % 100 == 0 && (!HeapValidate(shared, 0, NULL) || !HeapValidate(own, 0, NULL))) {
      InterlockedIncrement(&invalid);
    }
  }
  for (int i = 0; i < BLOCKS; i++) {
    if (blocks[0][i].bytes != NULL) HeapFree(shared, 0, blocks[0][i].bytes);
  }
  InterlockedIncrement(&done);
  return (DWORD)HeapDestroy(own);
}

int main(void) {
  HANDLE threads[THREADS];
  DWORD heaps = GetProcessHeaps(0, NULL);
  shared = HeapCreate(0, 0x1000, 0);
  for (int i = 0; i < THREADS; i++) threads[i] = start_thread(Storm, (void *)(LONG_PTR)(i + 1));
  join_threads(threads, THREADS);
  printf("done %d, damaged %d, invalid %d\n", (int)done, (int)damaged, (int)invalid);
  printf("valid at the end: %d\n", HeapValidate(shared, 0, NULL));
  printf("destroyed: %d", HeapDestroy(shared));
  printf(", heaps left over: %d\n", (int)(GetProcessHeaps(0, NULL) - heaps));
  return 0;
}
