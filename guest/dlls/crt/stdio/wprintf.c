// SPDX-License-Identifier: MIT
// Wide formats: turned into narrow ones, in which %s and %c mean wide text.
#include "output.h"
#include "stdlib.h"
#include "string.h"
#include "wchar.h"

// From the heap. In a wide format %s is wide and %S narrow.
static char *NarrowFormat(const wchar_t *format) {
  size_t length = wcslen(format);
  char *narrow = malloc(2 * length + 1);
  char *to = narrow;
  if (narrow == NULL) return NULL;
  while (*format != 0) {
    wchar_t c = *format++;
    *to++ = c < 0x100 ? (char)c : '?';
    if (c != '%') continue;
    int sized = 0;
    while (*format != 0 && strchr("-+ #0123456789.*hlwI", (char)*format) != NULL) {
      sized |= *format == 'h' || *format == 'l' || *format == 'w';
      *to++ = (char)*format++;
    }
    if (*format == 0) break;
    c = *format++;
    if (!sized && (c == 's' || c == 'c')) *to++ = 'l';
    if (!sized && (c == 'S' || c == 'C')) *to++ = 'h';
    *to++ = (char)c;
  }
  *to = '\0';
  return narrow;
}

static int PrintTo(FILE *stream, const wchar_t *format, va_list arguments) {
  char *narrow = NarrowFormat(format);
  if (narrow == NULL) return -1;
  int length = vfprintf(stream, narrow, arguments);
  free(narrow);
  return length;
}

int wprintf(const wchar_t *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = PrintTo(stdout, format, arguments);
  va_end(arguments);
  return length;
}

int fwprintf(FILE *stream, const wchar_t *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = PrintTo(stream, format, arguments);
  va_end(arguments);
  return length;
}

// -1 if the text with its NUL does not fit.
static int PrintInto(wchar_t *buffer, size_t size, const wchar_t *format, va_list arguments) {
  char *narrow = NarrowFormat(format);
  char *text = malloc(size + 1);
  int length = -1;
  if (narrow != NULL && text != NULL) length = vsnprintf(text, size, narrow, arguments);
  for (size_t i = 0; length >= 0 && i < size && i <= (size_t)length; i++) {
    buffer[i] = (unsigned char)text[i];
  }
  free(text);
  free(narrow);
  return length >= 0 && (size_t)length < size ? length : -1;
}

int swprintf(wchar_t *buffer, size_t size, const wchar_t *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = PrintInto(buffer, size, format, arguments);
  va_end(arguments);
  return length;
}

int _snwprintf(wchar_t *buffer, size_t size, const wchar_t *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = PrintInto(buffer, size, format, arguments);
  va_end(arguments);
  return length;
}

int fputws(const wchar_t *text, FILE *stream) { return fprintf(stream, "%ls", text) < 0 ? EOF : 0; }

int _putws(const wchar_t *text) { return printf("%ls\n", text) < 0 ? EOF : 0; }
