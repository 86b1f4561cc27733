// SPDX-License-Identifier: MIT
#include "decimal.h"
#include "stdlib.h"

float strtof(const char *text, char **end) {
  const char *stop;
  double value = _read_double(text, &stop, &_single_format);
  if (end != NULL) *end = (char *)stop;
  return (float)value;
}
