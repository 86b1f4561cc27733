// SPDX-License-Identifier: MIT
// 64-bit arithmetic, which the run-time library does.
#include <windows.h>

typedef long long Long;
typedef unsigned long long Unsigned;

static volatile int sink;

static NOINLINE Long Ratio(Long a, Long b) { return a / b; }
static NOINLINE Unsigned Rest(Unsigned a, Unsigned b) { return a % b; }
static NOINLINE Long Scale(Long a, const int *by) { return (a << *by) * 1000003 >> (*by / 2); }

static NOINLINE Unsigned Power(Unsigned base, unsigned exponent, Unsigned modulus) {
  Unsigned result = 1;
  for (; exponent != 0; exponent >>= 1) {
    if (exponent & 1) result = Rest(result * base, modulus);
    base = Rest(base * base, modulus);
  }
  return result;
}
static NOINLINE Long Mix(Long a, Long b, const int *by) { return Ratio(Scale(a, by), b) + (Long)Power((Unsigned)a, 13, 1000000007); }

int main(void) {
  Long total = 5;
  for (int i = 1; i < 60; i++) {
    const int by = i % 20;
    total += Mix(total, i * 10000000000ll, &by);
  }
  sink = (int)total;
  return (int)Mix(total, total + sink, (const int *)0x18);
}
