// SPDX-License-Identifier: MIT
#include "stdlib.h"
#include "terminators.h"
#include "windows.h"

void _terminate_program(void);

void (*_run_at_exit)(void);

void exit(int code) {
  if (_run_at_exit != NULL) _run_at_exit();
  _terminate_program();
  ExitProcess((UINT)code);
  __builtin_unreachable();
}

void _exit(int code) {
  ExitProcess((UINT)code);
  __builtin_unreachable();
}
