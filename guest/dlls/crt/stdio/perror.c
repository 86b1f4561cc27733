// SPDX-License-Identifier: MIT
#include "errno.h"
#include "stdio.h"
#include "string.h"

void perror(const char *text) {
  const char *message = strerror(errno);
  if (text != NULL && *text != '\0') {
    fprintf(stderr, "%s: %s\n", text, message);
  } else {
    fprintf(stderr, "%s\n", message);
  }
}
