/* SPDX-License-Identifier: MIT */
/* "Processing Data (Non-buffered I/O)": one int per call. */
#include "deck.h"

static struct {
  char before[0x444];
  int val; /* at 0x00004444 */
} page;

int main(void) {
  int sum = 0;
  u32 file = open("C:\\Programs\\Data.dat");
  while (read(file, &page.val, sizeof page.val)) sum += page.val;
  close(file);
  return sum;
}
