// SPDX-License-Identifier: MIT
// Exceptions in a filter and in a termination handler; the last ones in a filter that then lets them pass.
#include <windows.h>

static volatile int sink;

static NOINLINE int Fail(int code) {
  RaiseException(0xe0000000u + (unsigned)code, 0, 0, NULL);
  return code;
}

static NOINLINE int FilterThatFails(int code, int depth) {
  __try {
    if (depth > 0) return FilterThatFails(Fail(code + 1), depth - 1);
    Fail(code + 2);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    sink += depth;
  }
  return EXCEPTION_EXECUTE_HANDLER;
}

static NOINLINE int Outer(int depth) {
  __try {
    __try {
      Fail(depth);
    } __finally {
      sink += FilterThatFails(9, depth);
    }
  } __except (FilterThatFails(1, depth)) {
    sink += 2;
  }
  return sink;
}

static NOINLINE int LastFilter(volatile int *place) {
  static volatile int calls;
  if (calls++ < 2) *place = 6; /* and is called again for that */
  return EXCEPTION_CONTINUE_SEARCH;
}

static NOINLINE int Last(volatile int *place) {
  __try {
    Fail(3);
  } __except (LastFilter(place)) {
    sink++;
  }
  return sink;
}

int main(void) {
  for (int depth = 0; depth < 3; depth++) sink += Outer(depth);
  return Last((volatile int *)0x20);
}
