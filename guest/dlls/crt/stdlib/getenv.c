// SPDX-License-Identifier: MIT
#include "stdlib.h"
#include "string.h"

char *getenv(const char *name) {
  size_t length = strlen(name);
  for (char **variable = _environ; variable != NULL && *variable != NULL; variable++) {
    if (_strnicmp(*variable, name, length) == 0 && (*variable)[length] == '=') {
      return *variable + length + 1;
    }
  }
  return NULL;
}
