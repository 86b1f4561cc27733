/* SPDX-License-Identifier: MIT */
/* "Processing Data (Buffered I/O)": a page per call. */
#include "deck.h"

static int buf[4096 / 4]; /* at 0x00004000 */

int main(void) {
  int sum = 0;
  u32 file = open("C:\\Programs\\Data.dat");
  memset(buf, 0, sizeof buf);
  while (read(file, buf, sizeof buf)) {
    for (u32 i = 0; i < sizeof buf / sizeof buf[0]; ++i) sum += buf[i];
    memset(buf, 0, sizeof buf);
  }
  close(file);
  tell(1, 0x4444 - (u32)buf);
  return sum;
}
