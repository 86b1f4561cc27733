// SPDX-License-Identifier: MIT
#include "stream.h"

int fgetc(FILE *stream) {
  _lock_file(stream);
  int c = _getc_(stream);
  _unlock_file(stream);
  return c;
}

int getc(FILE *stream) { return fgetc(stream); }

int getchar(void) { return fgetc(stdin); }

int ungetc(int character, FILE *stream) {
  _lock_file(stream);
  int c = _ungetc_(character, stream);
  _unlock_file(stream);
  return c;
}
