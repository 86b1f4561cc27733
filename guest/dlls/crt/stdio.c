// SPDX-License-Identifier: MIT
#include "stdio.h"
#include "string.h"
#include "windows.h"

#define LONGEST_TEXT 512

FILE _iob[2] = {{STD_OUTPUT_HANDLE}, {STD_ERROR_HANDLE}};

size_t fwrite(const void *data, size_t size, size_t count, FILE *stream) {
  DWORD written = 0;
  if (size == 0 || count == 0) return 0;
  WriteFile(GetStdHandle(stream->standard_handle), data, size * count, &written, NULL);
  return written / size;
}

static int WriteFormatted(FILE *stream, const char *format, va_list arguments) {
  char text[LONGEST_TEXT];
  int length = _vsnprintf(text, sizeof(text), format, arguments);
  size_t bytes = length < LONGEST_TEXT ? (size_t)length : LONGEST_TEXT - 1;
  fwrite(text, 1, bytes, stream);
  return (int)bytes;
}

int vprintf(const char *format, va_list arguments) {
  return WriteFormatted(stdout, format, arguments);
}

int printf(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = WriteFormatted(stdout, format, arguments);
  va_end(arguments);
  return length;
}

int fprintf(FILE *stream, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = WriteFormatted(stream, format, arguments);
  va_end(arguments);
  return length;
}

int sprintf(char *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = _vsnprintf(buffer, 0x7fffffff, format, arguments);
  va_end(arguments);
  return length;
}

int _snprintf(char *buffer, size_t size, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = _vsnprintf(buffer, size, format, arguments);
  va_end(arguments);
  return length;
}

int puts(const char *text) {
  fwrite(text, 1, strlen(text), stdout);
  fwrite("\n", 1, 1, stdout);
  return 0;
}
