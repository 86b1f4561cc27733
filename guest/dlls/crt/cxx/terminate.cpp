// SPDX-License-Identifier: MIT
#include "exception"
#include "stdio.h"
#include "stdlib.h"

#define PURE_CALL_CODE 255

void std::terminate() noexcept { abort(); }

// Called where an exception leaves a noexcept function.
extern "C" void __std_terminate() { std::terminate(); }

extern "C" int _purecall() {
  fputs("\nruntime error R6025\n- pure virtual function call\n", stderr);
  _exit(PURE_CALL_CODE);
}
