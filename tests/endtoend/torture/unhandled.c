// SPDX-License-Identifier: MIT
// The top-level filter ends the process with the exception's code as exit status.
#include "torture.h"

static LONG WINAPI First(PEXCEPTION_POINTERS pointers) { return EXCEPTION_CONTINUE_SEARCH; }

static LONG WINAPI Last(PEXCEPTION_POINTERS pointers) {
  printf("filter: %x\n", (unsigned)pointers->ExceptionRecord->ExceptionCode);
  return EXCEPTION_EXECUTE_HANDLER;
}

static NOINLINE int Divide(const volatile int *dividend, const volatile int *divisor) {
  return *dividend / *divisor;
}

int main(void) {
  volatile int zero = 0, hundred = 100;
  printf("before: %d\n", SetUnhandledExceptionFilter(First) != NULL);
  printf("replaced: %d\n", SetUnhandledExceptionFilter(Last) == First);
  __try {
    printf("quotient %d\n", Divide(&hundred, &zero));
  } __finally {
    printf("cleaned up\n");
  }
  printf("not here\n");
  return 0;
}
