// SPDX-License-Identifier: MIT
#include "../start/thread_data.h"
#include "string.h"

char *strtok(char *text, const char *separators) {
  char **next = &_getptd()->_token;
  if (text == NULL) text = *next;
  if (text == NULL) return NULL;
  text += strspn(text, separators);
  if (*text == '\0') {
    *next = NULL;
    return NULL;
  }
  char *end = text + strcspn(text, separators);
  *next = *end != '\0' ? end + 1 : NULL;
  *end = '\0';
  return text;
}
