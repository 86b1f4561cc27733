// SPDX-License-Identifier: MIT
// Checked forms of printf and fopen. Source: MSDN, "Security-Enhanced Versions of CRT Functions".
#include "errno.h"
#include "stdarg.h"
#include "stdio.h"
#include "stdlib.h"

static int Refuse(errno_t error) {
  errno = error;
  _invalid_parameter(NULL, NULL, NULL, 0, 0);
  return -1;
}

int vsprintf_s(char *buffer, size_t size, const char *format, va_list arguments) {
  if (buffer == NULL || size == 0 || format == NULL) return Refuse(EINVAL);
  int length = vsnprintf(buffer, size, format, arguments);
  if (length >= 0 && (size_t)length < size) return length;
  buffer[0] = '\0';
  return Refuse(ERANGE);
}

int sprintf_s(char *buffer, size_t size, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsprintf_s(buffer, size, format, arguments);
  va_end(arguments);
  return length;
}

int _vsnprintf_s(char *buffer, size_t size, size_t count, const char *format, va_list arguments) {
  if (count != _TRUNCATE && count < size) size = count + 1;
  if (buffer == NULL || size == 0 || format == NULL) return Refuse(EINVAL);
  int length = vsnprintf(buffer, size, format, arguments);
  return length >= 0 && (size_t)length < size ? length : -1;
}

int _snprintf_s(char *buffer, size_t size, size_t count, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = _vsnprintf_s(buffer, size, count, format, arguments);
  va_end(arguments);
  return length;
}

int printf_s(const char *format, ...) {
  if (format == NULL) return Refuse(EINVAL);
  va_list arguments;
  va_start(arguments, format);
  int length = vprintf(format, arguments);
  va_end(arguments);
  return length;
}

int fprintf_s(FILE *stream, const char *format, ...) {
  if (stream == NULL || format == NULL) return Refuse(EINVAL);
  va_list arguments;
  va_start(arguments, format);
  int length = vfprintf(stream, format, arguments);
  va_end(arguments);
  return length;
}

errno_t fopen_s(FILE **stream, const char *name, const char *mode) {
  if (stream == NULL || name == NULL || mode == NULL) {
    Refuse(EINVAL);
    return EINVAL;
  }
  *stream = fopen(name, mode);
  return *stream != NULL ? 0 : errno;
}
