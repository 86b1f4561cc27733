// SPDX-License-Identifier: MIT
// The "C" locale: one byte, one character.
#include "errno.h"
#include "stdlib.h"

int mbtowc(wchar_t *to, const char *from, size_t count) {
  if (from == NULL) return 0;
  if (count == 0) return -1;
  if (to != NULL) *to = (unsigned char)*from;
  return *from != '\0';
}

int mblen(const char *text, size_t count) { return mbtowc(NULL, text, count); }

int wctomb(char *to, wchar_t from) {
  if (to == NULL) return 0;
  if (from >= 0x100) {
    errno = EILSEQ;
    return -1;
  }
  *to = (char)from;
  return 1;
}

// With `to` NULL: the length of the whole text.
size_t mbstowcs(wchar_t *to, const char *from, size_t count) {
  size_t i = 0;
  for (; (to == NULL || i < count) && from[i] != '\0'; i++) {
    if (to != NULL) to[i] = (unsigned char)from[i];
  }
  if (to != NULL && i < count) to[i] = 0;
  return i;
}

size_t wcstombs(char *to, const wchar_t *from, size_t count) {
  size_t i = 0;
  for (; (to == NULL || i < count) && from[i] != 0; i++) {
    if (from[i] >= 0x100) {
      errno = EILSEQ;
      return (size_t)-1;
    }
    if (to != NULL) to[i] = (char)from[i];
  }
  if (to != NULL && i < count) to[i] = '\0';
  return i;
}
