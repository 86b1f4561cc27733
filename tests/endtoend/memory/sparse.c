/* SPDX-License-Identifier: MIT */
/* Touches one page in every 4 MiB of a gigabyte, so that it needs a page table for each. */
#include <stdio.h>
#include <windows.h>

int main(void) {
  char *base = VirtualAlloc(NULL, 0x40000000, MEM_RESERVE, PAGE_READWRITE);
  for (unsigned at = 0; at < 0x40000000; at += 0x400000) {
    if (!VirtualAlloc(base + at, 1, MEM_COMMIT, PAGE_READWRITE)) return 1;
    base[at] = 1;
  }
  printf("touched\n");
  return 0;
}
