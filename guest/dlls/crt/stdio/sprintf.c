// SPDX-License-Identifier: MIT
// The printf family on memory.
#include "output.h"
#include "stdio.h"

int vsnprintf(char *buffer, size_t size, const char *format, va_list arguments) {
  OUTPUT output = {buffer, size, 0, NULL, NULL, 0, 0};
  int length = _output(&output, format, arguments);
  if (size != 0) buffer[(size_t)length < size ? (size_t)length : size - 1] = '\0';
  return length;
}

int _vsnprintf(char *buffer, size_t size, const char *format, va_list arguments) {
  OUTPUT output = {buffer, size, 0, NULL, NULL, 0, 0};
  int length = _output(&output, format, arguments);
  if (length >= 0 && (size_t)length < size) buffer[length] = '\0';
  return (size_t)length <= size ? length : -1;
}

int vsprintf(char *buffer, const char *format, va_list arguments) {
  return vsnprintf(buffer, 0x7fffffff, format, arguments);
}

int sprintf(char *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(buffer, 0x7fffffff, format, arguments);
  va_end(arguments);
  return length;
}

int snprintf(char *buffer, size_t size, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(buffer, size, format, arguments);
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
