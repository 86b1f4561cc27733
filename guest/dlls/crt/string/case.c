// SPDX-License-Identifier: MIT
#include "ctype.h"
#include "string.h"

int _strnicmp(const char *left, const char *right, size_t size) {
  for (; size != 0; left++, right++, size--) {
    int difference = tolower((unsigned char)*left) - tolower((unsigned char)*right);
    if (difference != 0 || *left == '\0') return difference;
  }
  return 0;
}

int stricmp(const char *left, const char *right) { return _stricmp(left, right); }

int strnicmp(const char *left, const char *right, size_t size) {
  return _strnicmp(left, right, size);
}

char *_strlwr(char *text) {
  for (char *p = text; *p != '\0'; p++) *p = (char)tolower((unsigned char)*p);
  return text;
}

char *_strupr(char *text) {
  for (char *p = text; *p != '\0'; p++) *p = (char)toupper((unsigned char)*p);
  return text;
}
