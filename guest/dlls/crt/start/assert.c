// SPDX-License-Identifier: MIT
#include "stdio.h"
#include "stdlib.h"

void _assert(const char *expression, const char *file, unsigned line) {
  fprintf(stderr, "Assertion failed: %s, file %s, line %u\n", expression, file, line);
  abort();
}
