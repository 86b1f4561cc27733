// SPDX-License-Identifier: MIT
#include "stream.h"
#include "string.h"

int fputs(const char *text, FILE *stream) {
  size_t length = strlen(text);
  return length == 0 || fwrite(text, 1, length, stream) == length ? 0 : EOF;
}

int puts(const char *text) {
  _lock_file(stdout);
  int result = fputs(text, stdout);
  if (result == 0 && fputc('\n', stdout) == EOF) result = EOF;
  _unlock_file(stdout);
  return result;
}
