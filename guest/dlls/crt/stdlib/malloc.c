// SPDX-License-Identifier: MIT
#include "errno.h"
#include "stdlib.h"
#include "windows.h"

static void *Checked(void *block) {
  if (block == NULL) errno = ENOMEM;
  return block;
}

void *malloc(size_t size) { return Checked(HeapAlloc(GetProcessHeap(), 0, size)); }

void *calloc(size_t count, size_t size) {
  if (size != 0 && count > 0xffffffffu / size) return Checked(NULL);
  return Checked(HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, count * size));
}

// Size 0 frees the block, as in msvcrt.
void *realloc(void *block, size_t size) {
  if (block == NULL) return malloc(size);
  if (size == 0) {
    free(block);
    return NULL;
  }
  return Checked(HeapReAlloc(GetProcessHeap(), 0, block, size));
}

void free(void *block) {
  if (block != NULL) HeapFree(GetProcessHeap(), 0, block);
}

size_t _msize(void *block) { return HeapSize(GetProcessHeap(), 0, block); }
