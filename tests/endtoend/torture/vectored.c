// SPDX-License-Identifier: MIT
// Vectored handlers: first and last in the list, before frames; one that continues.
#include "torture.h"

static char trail[64];
static int length;

static void Show(const char *what) {
  trail[length] = '\0';
  printf("%s: %s\n", what, trail);
  length = 0;
}

#define HANDLER(name, letter)                       \
  static LONG NTAPI name(PEXCEPTION_POINTERS p) {   \
    trail[length++] = letter;                       \
    return EXCEPTION_CONTINUE_SEARCH;               \
  }
HANDLER(A, 'A')
HANDLER(B, 'B')
HANDLER(C, 'C')

static LONG NTAPI Continue(PEXCEPTION_POINTERS pointers) {
  trail[length++] = 'k';
  return pointers->ExceptionRecord->ExceptionCode == 0xe0000010 ? EXCEPTION_CONTINUE_EXECUTION
                                                                : EXCEPTION_CONTINUE_SEARCH;
}

static int Filter(void) {
  trail[length++] = 'f';
  return EXCEPTION_EXECUTE_HANDLER;
}

static NOINLINE void Raise(DWORD code) {
  __try {
    RaiseException(code, 0, 0, NULL);
    trail[length++] = '.';
  } __except (Filter()) {
    trail[length++] = 'h';
  }
}

int main(void) {
  Raise(0xe0000011);
  Show("none");
  PVOID b = AddVectoredExceptionHandler(0, B);
  PVOID a = AddVectoredExceptionHandler(1, A);
  PVOID c = AddVectoredExceptionHandler(0, C);
  Raise(0xe0000011);
  Show("three");
  PVOID k = AddVectoredExceptionHandler(1, Continue);
  Raise(0xe0000010);
  Show("continued by the first");
  Raise(0xe0000011);
  Show("another code");
  printf("removed %u", (unsigned)RemoveVectoredExceptionHandler(a));
  printf(" %u", (unsigned)RemoveVectoredExceptionHandler(a));
  printf(" %u\n", (unsigned)RemoveVectoredExceptionHandler(k));
  Raise(0xe0000010);
  Show("two left");
  RemoveVectoredExceptionHandler(b);
  RemoveVectoredExceptionHandler(c);
  Raise(0xe0000010);
  Show("none");
  return 0;
}
