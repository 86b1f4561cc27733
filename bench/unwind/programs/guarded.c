// SPDX-License-Identifier: MIT
// Filters and termination handlers, exceptions within them, and one that nobody handles.
#include <windows.h>

static volatile int sink;

static NOINLINE int Read(const int *place) { return *place + sink; }
static NOINLINE int Divide(int a, int b) { return a / b; }

static NOINLINE int Judge(unsigned long code, int accept) {
  sink += (int)(code & 0xff);
  return accept ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH;
}

static NOINLINE int Cleaned(const int *place) {
  int result = 0;
  __try {
    result = Read(place);
  } __finally {
    sink += Divide(100, 7);
  }
  return result;
}

static NOINLINE int Caught(int round) {
  __try {
    return Cleaned((const int *)(round * 4 + 4));
  } __except (Judge(GetExceptionCode(), 1)) {
    return Divide(round, 3);
  }
}

static NOINLINE int Raised(int round) {
  __try {
    ULONG_PTR words[2] = {(ULONG_PTR)round, 7};
    RaiseException(0xe0000042, 0, 2, words);
  } __except (Judge(GetExceptionCode(), 1)) {
    sink++;
  }
  return Caught(round);
}

static NOINLINE int Unhandled(const int *place) {
  __try {
    return Cleaned(place);
  } __except (Judge(GetExceptionCode(), 0)) {
    return 5;
  }
}

int main(void) {
  for (int round = 0; round < 6; round++) sink += Raised(round);
  return Unhandled((const int *)0x10);
}
