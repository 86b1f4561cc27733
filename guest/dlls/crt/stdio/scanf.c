// SPDX-License-Identifier: MIT
// The scanf family on streams.
#include "input.h"
#include "stream.h"

static int Get(INPUT *input) { return _getc_(input->source); }

static void Unget(INPUT *input, int c) { _ungetc_(c, input->source); }

int vfscanf(FILE *stream, const char *format, va_list arguments) {
  INPUT input = {Get, Unget, stream, 0};
  _lock_file(stream);
  int stored = _input(&input, format, arguments);
  _unlock_file(stream);
  return stored;
}

int vscanf(const char *format, va_list arguments) { return vfscanf(stdin, format, arguments); }

int fscanf(FILE *stream, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int stored = vfscanf(stream, format, arguments);
  va_end(arguments);
  return stored;
}

int scanf(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int stored = vfscanf(stdin, format, arguments);
  va_end(arguments);
  return stored;
}
