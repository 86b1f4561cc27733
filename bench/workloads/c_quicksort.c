/* SPDX-License-Identifier: MIT */
/* Sorts a million integers, checks the order, and computes fib(30) four times: branches, calls, returns. */
#include "runtime.h"

#define COUNT (1000000 / DIVISOR)
#define FIB_ROUNDS (DIVISOR == 1 ? 4 : 1)

static i32 numbers[COUNT];

static NOINLINE void sort(i32 *values, i32 low, i32 high) {
  while (low < high) {
    const i32 pivot = values[low + (high - low) / 2];
    i32 i = low, j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const i32 other = values[i];
        values[i++] = values[j];
        values[j--] = other;
      }
    }
    if (j - low < high - i) {
      sort(values, low, j);
      low = i;
    } else {
      sort(values, i, high);
      high = j;
    }
  }
}

static NOINLINE u32 fib(u32 n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

u32 work(void) {
  u32 seed = 42, sum = 0, fibs = 0;
  for (int i = 0; i < COUNT; i++) {
    seed = seed * 1664525u + 1013904223u;
    numbers[i] = (i32)seed;
  }
  sort(numbers, 0, COUNT - 1);
  for (int i = 1; i < COUNT; i++) {
    if (numbers[i - 1] > numbers[i]) return 0xdead;
    sum = sum * 31 + (u32)numbers[i];
  }
  for (volatile int i = 0; i < FIB_ROUNDS; i++) fibs += fib(30);
  return sum ^ fibs;
}
