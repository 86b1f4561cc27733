// SPDX-License-Identifier: MIT
#include "string.h"

void *memchr(const void *block, int value, size_t size) {
  const unsigned char *p = block;
  for (; size != 0; p++, size--) {
    if (*p == (unsigned char)value) return (void *)p;
  }
  return NULL;
}

size_t strnlen(const char *text, size_t size) {
  size_t length = 0;
  while (length < size && text[length] != '\0') length++;
  return length;
}

char *strncat(char *destination, const char *source, size_t size) {
  char *to = destination + strlen(destination);
  for (; size != 0 && *source != '\0'; size--) *to++ = *source++;
  *to = '\0';
  return destination;
}

int strcoll(const char *left, const char *right) { return strcmp(left, right); }

size_t strxfrm(char *destination, const char *source, size_t size) {
  size_t length = strlen(source);
  if (size != 0) {
    strncpy(destination, source, size);
    if (length >= size) destination[size - 1] = '\0';
  }
  return length;
}

char *_strrev(char *text) {
  size_t length = strlen(text);
  for (size_t i = 0; i < length / 2; i++) {
    char kept = text[i];
    text[i] = text[length - 1 - i];
    text[length - 1 - i] = kept;
  }
  return text;
}
