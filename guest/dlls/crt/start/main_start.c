// SPDX-License-Identifier: MIT
// Entry point of console programs.
#include "command_line.h"
#include "initializers.h"
#include "stdlib.h"
#include "windows.h"

#define STARTUP_FAILURE 255

int main(int argc, char **argv, char **environment);

NOINLINE void mainCRTStartup(void) {
  if (_make_arguments() != 0 || _initialize_program() != 0) ExitProcess(STARTUP_FAILURE);
  exit(main(__argc, __argv, _environ));
}
