// SPDX-License-Identifier: MIT
// A heap with NtGlobalFlag 70: fill patterns, and what a call says of a block that was written over.
#include <string.h>

#include "torture.h"

static unsigned GlobalFlags(void) {
  char *peb;
  __asm__ volatile("movl %%fs:0x30, %0" : "=r"(peb));
  return *(unsigned *)(peb + 0x68);
}

static int Count(const unsigned char *bytes, int size, unsigned char value) {
  int count = 0;
  for (int i = 0; i < size; i++) count += bytes[i] == value;
  return count;
}

static unsigned Word(const void *at) {
  unsigned word;
  memcpy(&word, at, sizeof(word));
  return word;
}

int main(void) {
  HANDLE heap = HeapCreate(0, 0, 0);
  printf("global flags %x\n", GlobalFlags());
  unsigned char *block = HeapAlloc(heap, 0, 64);
  printf("allocated: %x %x\n", Word(block), Word(block + 60));
  unsigned char *zeros = HeapAlloc(heap, HEAP_ZERO_MEMORY, 64);
  printf("zeroed: %d of 64\n", Count(zeros, 64, 0));
  unsigned char *odd = HeapAlloc(heap, 0, 13);
  printf("tail behind 13 bytes: %d of 8\n", Count(odd + 13, 8, 0xab));
  printf("size %u\n", (unsigned)HeapSize(heap, 0, odd));
  odd = HeapReAlloc(heap, 0, odd, 29);
  printf("tail behind 29 bytes: %d of 8\n", Count(odd + 29, 8, 0xab));
  printf("valid %d\n", HeapValidate(heap, 0, NULL));

  odd[29] = 1;
  printf("one byte too far: block %d", HeapValidate(heap, 0, odd));
  printf(", heap %d\n", HeapValidate(heap, 0, NULL));
  odd[29] = 0xab;
  printf("repaired: block %d", HeapValidate(heap, 0, odd));
  printf(", heap %d\n", HeapValidate(heap, 0, NULL));
  printf("freed %d\n", HeapFree(heap, 0, odd));
  printf("not a block: %d\n", HeapFree(heap, 0, block + 8));

  printf("freed %d", HeapFree(heap, 0, block));
  printf(", fill %x %x\n", Word(block + 16), Word(block + 40));
  printf("freed twice: %d\n", HeapFree(heap, 0, block));
  block[40] = 7;
  printf("written after free: heap %d\n", HeapValidate(heap, 0, NULL));
  return 0;
}
