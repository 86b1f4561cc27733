// SPDX-License-Identifier: MIT
#include "stream.h"

char *fgets(char *text, int size, FILE *stream) {
  int length = 0;
  int c = 0;
  if (size <= 0) return NULL;
  _lock_file(stream);
  while (length + 1 < size && c != '\n' && (c = _getc_(stream)) != EOF) text[length++] = (char)c;
  _unlock_file(stream);
  if (length == 0 && size > 1) return NULL;
  text[length] = '\0';
  return text;
}

char *gets(char *text) {
  int length = 0;
  int c;
  while ((c = getchar()) != EOF && c != '\n') text[length++] = (char)c;
  if (length == 0 && c == EOF) return NULL;
  text[length] = '\0';
  return text;
}
