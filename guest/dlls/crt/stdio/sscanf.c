// SPDX-License-Identifier: MIT
#include "input.h"
#include "stdio.h"

static int Get(INPUT *input) {
  const char **text = input->source;
  return **text != '\0' ? (unsigned char)*(*text)++ : EOF;
}

static void Unget(INPUT *input, int c) {
  const char **text = input->source;
  (*text)--;
}

int vsscanf(const char *text, const char *format, va_list arguments) {
  INPUT input = {Get, Unget, &text, 0};
  return _input(&input, format, arguments);
}

int sscanf(const char *text, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int stored = vsscanf(text, format, arguments);
  va_end(arguments);
  return stored;
}
