// SPDX-License-Identifier: MIT
// The printf family on streams. A console gets the text in pieces of one buffer at most.
#include "output.h"
#include "stream.h"

#define PIECE 512

static int Drain(OUTPUT *output) {
  int result = output->pending != 0 ? _write_(output->target, output->buffer, output->pending) : 0;
  output->pending = 0;
  return result;
}

int vfprintf(FILE *stream, const char *format, va_list arguments) {
  char piece[PIECE];
  OUTPUT output = {piece, sizeof(piece), 0, Drain, stream, 0, 0};
  _lock_file(stream);
  int length = _output(&output, format, arguments);
  if (Drain(&output) != 0) length = -1;
  _unlock_file(stream);
  return length;
}

int vprintf(const char *format, va_list arguments) { return vfprintf(stdout, format, arguments); }

int printf(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vfprintf(stdout, format, arguments);
  va_end(arguments);
  return length;
}

int fprintf(FILE *stream, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vfprintf(stream, format, arguments);
  va_end(arguments);
  return length;
}
