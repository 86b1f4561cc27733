// SPDX-License-Identifier: MIT
#include "stdlib.h"
#include "windows.h"

void *malloc(size_t size) { return HeapAlloc(GetProcessHeap(), 0, size); }

void *calloc(size_t count, size_t size) {
  if (size != 0 && count > 0xffffffffu / size) return NULL;
  return HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, count * size);
}

void *realloc(void *block, size_t size) {
  if (block == NULL) return malloc(size);
  return HeapReAlloc(GetProcessHeap(), 0, block, size);
}

void free(void *block) {
  if (block != NULL) HeapFree(GetProcessHeap(), 0, block);
}
