// SPDX-License-Identifier: MIT
// Fails below nine thousand frames.
#include <windows.h>

enum { kDepth = 9000 };

static volatile int sink;

static NOINLINE int Descend(int n, volatile int *place) {
  if (n == 0) *place = sink;
  return Descend(n - 1, place) + sink;
}

int main(void) { return Descend(kDepth, (volatile int *)0x20); }
