// SPDX-License-Identifier: MIT
// 64-bit division by zero raises the same exception as 32-bit division.
#include "torture.h"

typedef long long s64;
typedef unsigned long long u64;

static __attribute__((noinline)) u64 Calculate(int how, u64 left, u64 right) {
  switch (how) {
    case 0:
      return left / right;
    case 1:
      return left % right;
    case 2:
      return (u64)((s64)left / (s64)right);
    default:
      return (u64)((s64)left % (s64)right);
  }
}

int main(void) {
  for (int how = 0; how < 4; how++) {
    for (u64 right = 3;; right = 0) {
      __try {
        printf("%d: %u\n", how, (unsigned)Calculate(how, 0x12345678bull, right));
      } __except (GetExceptionCode() == EXCEPTION_INT_DIVIDE_BY_ZERO) {
        printf("%d: divided by zero\n", how);
      }
      if (right == 0) break;
    }
  }
  return 0;
}
