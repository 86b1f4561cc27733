// SPDX-License-Identifier: MIT
// Calls through a pointer that is NULL.
#include <windows.h>

typedef int (*Handler)(int, int);
static volatile int sink;

static NOINLINE int Plus(int a, int b) { return a + b + sink; }
static NOINLINE int Minus(int a, int b) { return a - b + sink; }
static Handler volatile handlers[4] = {Plus, Minus, Plus, NULL};

static NOINLINE int Handle(int which, int a, int b) {
  int before = a * b;
  return handlers[which](a, b) + before;
}
static NOINLINE int Route(int which, const int *values) {
  int sum = 0;
  for (int i = 0; i < 3; i++) sum += Handle(which, values[i], values[i + 1]);
  return sum;
}

int main(void) {
  int values[4] = {4, 3, 2, 1};
  for (int i = 0; i < 300; i++) {
    values[i % 4] = Route(i % 3, values);
    sink += values[1];
  }
  return Route(3, values);
}
