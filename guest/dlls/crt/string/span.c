// SPDX-License-Identifier: MIT
// Searches for characters of a set.
#include "string.h"

size_t strspn(const char *text, const char *set) {
  size_t length = 0;
  while (text[length] != '\0' && strchr(set, text[length]) != NULL) length++;
  return length;
}

size_t strcspn(const char *text, const char *set) {
  size_t length = 0;
  while (text[length] != '\0' && strchr(set, text[length]) == NULL) length++;
  return length;
}

char *strpbrk(const char *text, const char *set) {
  text += strcspn(text, set);
  return *text != '\0' ? (char *)text : NULL;
}
