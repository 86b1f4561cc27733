/* SPDX-License-Identifier: MIT */
/* "Virtual memory": 20 MB of Data.dat at linear 0, 1 MB of memory. */
#include "deck.h"

#define COUNT (20 * 1024 * 1024 / 4)

int main(void) {
  const volatile int *data = 0;
  int sum = 0;
  __asm__("" : "+r"(data));
  for (u32 i = 0; i < COUNT; ++i) sum += data[i];
  tell(1, (u32)&data[COUNT - 1]);
  tell(2, (u32)&data[COUNT - 5]);
  return sum;
}
