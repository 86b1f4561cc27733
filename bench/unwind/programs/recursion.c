// SPDX-License-Identifier: MIT
// Deep and mutual recursion, frames of many sizes; fails at the bottom.
#include <windows.h>

static volatile unsigned total;

static NOINLINE unsigned Odd(unsigned n, const char *text);

static NOINLINE unsigned Even(unsigned n, const char *text) {
  unsigned digits[3] = {n, n + 1, n + 2};
  total += digits[n % 3];
  return n == 0 ? text[0] : Odd(n - 1, text) + digits[total % 3];
}

static NOINLINE unsigned Odd(unsigned n, const char *text) {
  char copy[50];
  for (unsigned i = 0; i < sizeof copy; i++) copy[i] = text[i % 7] + (char)n;
  total += copy[n % sizeof copy];
  return n == 0 ? copy[total % sizeof copy] : Even(n - 1, text) + copy[n % 9];
}

static NOINLINE unsigned Fibonacci(unsigned n) { return n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2) + total % 2; }

static NOINLINE unsigned Ackermann(unsigned m, unsigned n) {
  if (m == 0) return n + 1;
  return n == 0 ? Ackermann(m - 1, 1) : Ackermann(m - 1, Ackermann(m, n - 1));
}

static NOINLINE unsigned Descend(unsigned n, volatile unsigned *place) {
  unsigned kept = total ^ n;
  if (n == 0) *place = kept;
  return Descend(n - 1, place) + kept;
}

int main(void) {
  total += Even(40, "program");
  total += Fibonacci(11);
  total += Ackermann(2, 3);
  return (int)Descend(90, (volatile unsigned *)0x24);
}
