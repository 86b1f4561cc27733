// SPDX-License-Identifier: MIT
// Wide strings; wcslen is in ../string.c.
#include "stdlib.h"
#include "wcstring.h"

wchar_t *wcscpy(wchar_t *destination, const wchar_t *source) {
  wchar_t *to = destination;
  while ((*to++ = *source++) != 0) {
  }
  return destination;
}

wchar_t *wcsncpy(wchar_t *destination, const wchar_t *source, size_t size) {
  size_t i = 0;
  for (; i < size && source[i] != 0; i++) destination[i] = source[i];
  for (; i < size; i++) destination[i] = 0;
  return destination;
}

wchar_t *wcscat(wchar_t *destination, const wchar_t *source) {
  wcscpy(destination + wcslen(destination), source);
  return destination;
}

wchar_t *wcsncat(wchar_t *destination, const wchar_t *source, size_t size) {
  wchar_t *to = destination + wcslen(destination);
  for (; size != 0 && *source != 0; size--) *to++ = *source++;
  *to = 0;
  return destination;
}

int wcscmp(const wchar_t *left, const wchar_t *right) {
  while (*left != 0 && *left == *right) left++, right++;
  return *left < *right ? -1 : *left > *right;
}

int wcsncmp(const wchar_t *left, const wchar_t *right, size_t size) {
  while (size != 0 && *left != 0 && *left == *right) left++, right++, size--;
  return size == 0 ? 0 : *left < *right ? -1 : *left > *right;
}

static int Lower(wchar_t c) { return c >= 'A' && c <= 'Z' ? c + 0x20 : c; }

int _wcsnicmp(const wchar_t *left, const wchar_t *right, size_t size) {
  for (; size != 0; left++, right++, size--) {
    int difference = Lower(*left) - Lower(*right);
    if (difference != 0 || *left == 0) return difference;
  }
  return 0;
}

int _wcsicmp(const wchar_t *left, const wchar_t *right) {
  return _wcsnicmp(left, right, (size_t)-1);
}

wchar_t *wcschr(const wchar_t *text, wchar_t character) {
  for (;; text++) {
    if (*text == character) return (wchar_t *)text;
    if (*text == 0) return NULL;
  }
}

wchar_t *wcsrchr(const wchar_t *text, wchar_t character) {
  const wchar_t *found = NULL;
  for (;; text++) {
    if (*text == character) found = text;
    if (*text == 0) return (wchar_t *)found;
  }
}

wchar_t *wcsstr(const wchar_t *text, const wchar_t *part) {
  size_t size = wcslen(part);
  for (; *text != 0; text++) {
    if (wcsncmp(text, part, size) == 0) return (wchar_t *)text;
  }
  return size == 0 ? (wchar_t *)text : NULL;
}

wchar_t *_wcsdup(const wchar_t *text) {
  wchar_t *copy = malloc((wcslen(text) + 1) * sizeof(wchar_t));
  return copy != NULL ? wcscpy(copy, text) : NULL;
}
