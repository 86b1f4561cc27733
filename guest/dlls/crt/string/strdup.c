// SPDX-License-Identifier: MIT
#include "stdlib.h"
#include "string.h"

char *_strdup(const char *text) {
  size_t size = strlen(text) + 1;
  char *copy = malloc(size);
  return copy != NULL ? memcpy(copy, text, size) : NULL;
}

char *strdup(const char *text) { return _strdup(text); }
