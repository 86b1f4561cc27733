// SPDX-License-Identifier: MIT
#include "errno.h"
#include "stdlib.h"

// There is no command processor: NULL asks for one.
int system(const char *command) {
  if (command != NULL) errno = ENOENT;
  return 0;
}
