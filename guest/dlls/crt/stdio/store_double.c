// SPDX-License-Identifier: MIT
#include "../stdlib/decimal.h"
#include "input.h"

void _store_double(const char *text, void *to, int is_double) {
  const char *end;
  if (is_double) {
    *(double *)to = _read_double(text, &end, &_double_format);
  } else {
    *(float *)to = (float)_read_double(text, &end, &_single_format);
  }
}
