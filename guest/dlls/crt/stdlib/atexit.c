// SPDX-License-Identifier: MIT
// Functions to call at exit, last first.
#include "../start/terminators.h"
#include "stdlib.h"
#include "windows.h"

typedef void FUNCTION(void);

static FUNCTION **functions;
static LONG count, room;

static void RunAll(void) {
  while (count > 0) functions[--count]();
}

int atexit(FUNCTION *function) {
  if (count == room) {
    FUNCTION **more = realloc(functions, (size_t)(room + 32) * sizeof(*more));
    if (more == NULL) return -1;
    functions = more;
    room += 32;
  }
  functions[count++] = function;
  _run_at_exit = RunAll;
  return 0;
}
