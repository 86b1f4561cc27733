/* SPDX-License-Identifier: MIT */
/* "Flat model abstraction": code, then 20 MB of buffer, in one linear space. */
#include "deck.h"

#define SIZE (20 * 1024 * 1024)

int main(void) {
  int *buf = (int *)0x200000;
  int sum = 0;
  u32 file = open("C:\\Programs\\Data.dat");
  memset(buf, 0, SIZE);
  read(file, buf, SIZE);
  for (u32 i = 0; i < SIZE / 4; ++i) sum += buf[i];
  close(file);
  tell(1, sizeof(int[20 * 1024 * 1024 / 4]));
  tell(2, sizeof(int[20 * 1024 * 1024]));
  return sum;
}
