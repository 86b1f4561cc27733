/* SPDX-License-Identifier: MIT */
/* Fills 20 MiB of integers and sums them page by page, 20 times: streaming loads, TLB misses, page faults. */
#include "runtime.h"

#define PER_PAGE 1024
#define COUNT (20 * 1024 * 1024 / 4)

static u32 numbers[COUNT];

static NOINLINE void fill_page(u32 *page, u32 seed) {
  for (int i = 0; i < PER_PAGE; i++) page[i] = seed = seed * 1664525u + 1013904223u;
}

static NOINLINE u32 sum_page(const u32 *page) {
  u32 sum = 0;
  for (int i = 0; i < PER_PAGE; i++) sum += page[i];
  return sum;
}

u32 work(void) {
  u32 total = 0;
  for (u32 i = 0; i < COUNT / DIVISOR; i += PER_PAGE) fill_page(numbers + i, i);
  for (int round = 0; round < 20; round++) {
    for (u32 i = 0; i < COUNT / DIVISOR; i += PER_PAGE) total = total * 31 + sum_page(numbers + i);
  }
  return total;
}
