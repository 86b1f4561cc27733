// SPDX-License-Identifier: MIT
#include "stdlib.h"

static unsigned int seed = 1;

void srand(unsigned int new_seed) { seed = new_seed; }

int rand(void) {
  seed = seed * 214013 + 2531011;
  return (int)(seed >> 16 & RAND_MAX);
}
