/* SPDX-License-Identifier: MIT */
/* Commits as many MiB as its argument says, writes its address into every page, then fails with all of it there. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

#define PAGE 0x1000u

int main(int argc, char **argv) {
  unsigned size = (argc > 1 ? (unsigned)atoi(argv[1]) : 1) << 20, wrong = 0;
  unsigned char *base = VirtualAlloc(NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  if (!base) {
    printf("error %lu\n", GetLastError());
    return 1;
  }
  for (unsigned at = 0; at < size; at += PAGE) *(unsigned *)(base + at) = (unsigned)base + at;
  for (unsigned at = 0; at < size; at += PAGE) wrong += *(unsigned *)(base + at) != (unsigned)base + at;
  printf("%p %u MiB, %u wrong\n", (void *)base, size >> 20, wrong);
  *(volatile unsigned *)8 = wrong;
  return 0;
}
