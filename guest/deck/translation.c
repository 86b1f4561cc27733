/* SPDX-License-Identifier: MIT */
/* "Physical vs. Linear addresses": the first page that is touched is 0x00002000; then one in each table. */
#include "deck.h"

int main(void) {
  volatile int *page = (volatile int *)0x2000;
  int sum = 0;
  tell(1, (u32)page);
  sum += page[0x111];
  tell(2, (u32)page);
  page[0x112] = sum;
  tell(3, (u32)page);
  for (u32 linear = 0x2444; linear < 20 * 1024 * 1024; linear += 0x400000) sum += *(volatile int *)linear;
  sum += *(volatile int *)0x13ffffc;
  tell(4, 0);
  return sum;
}
