// SPDX-License-Identifier: MIT
#include "signal.h"
#include "stdio.h"
#include "stdlib.h"

#define ABORT_CODE 3

void abort(void) {
  fputs("\nThis application has requested the Runtime to terminate it in an unusual way.\n"
        "Please contact the application's support team for more information.\n", stderr);
  raise(SIGABRT);
  fflush(NULL);
  _exit(ABORT_CODE);
}
