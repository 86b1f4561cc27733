// SPDX-License-Identifier: MIT
// Calls at the very end of functions, to functions that do not come back.
#include <windows.h>

static volatile int sink;

static NOINLINE __attribute__((noreturn)) void Stop(int code) {
  for (;;) {
    sink += code;
    *(volatile int *)(ULONG_PTR)(unsigned)code = sink;
  }
}
static NOINLINE __attribute__((noreturn)) void Refuse(const char *why, int code) { Stop(code + why[0]); }

static NOINLINE void Check(int n) {
  if (n > 200) Refuse("large", n);
  sink += n;
}
static NOINLINE void CheckAll(const int *numbers, int count) {
  for (int i = 0; i < count; i++) Check(numbers[i]);
}
static NOINLINE __attribute__((noreturn)) void Work(int *numbers, int count) {
  for (int round = 0; round < 120; round++) {
    for (int i = 0; i < count; i++) numbers[i] += i;
    CheckAll(numbers, count);
  }
  Refuse("done", 17);
}

int main(void) {
  int numbers[] = {1, 5, 9, 2, 4};
  Work(numbers, 5);
}
