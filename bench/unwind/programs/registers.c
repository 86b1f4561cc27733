// SPDX-License-Identifier: MIT
// Functions that need every register, EBP too where it holds no frame.
#include <windows.h>

static volatile unsigned sink;

static NOINLINE unsigned Turn(unsigned value, unsigned by) { return value << (by & 31) | value >> ((32 - by) & 31); }

static NOINLINE unsigned Hash(const unsigned char *bytes, unsigned size, unsigned seed) {
  unsigned a = seed, b = ~seed, c = seed * 3, d = seed + 77, e = size;
  for (unsigned i = 0; i < size; i++) {
    a = Turn(a ^ bytes[i], b) + c;
    b = Turn(b + d, 7) ^ a;
    c += e ^ (a & d);
    d = Turn(d, c) - bytes[i];
    e = e * 33 + b;
  }
  return a ^ b ^ c ^ d ^ e;
}

static NOINLINE unsigned Multiply(unsigned *to, const unsigned *a, const unsigned *b, unsigned n) {
  unsigned trace = 0;
  for (unsigned i = 0; i < n; i++)
    for (unsigned j = 0; j < n; j++) {
      unsigned sum = 0;
      for (unsigned k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
      to[i * n + j] = sum;
      if (i == j) trace += Hash((const unsigned char *)&to[i * n], 8, sum);
    }
  return trace;
}

static NOINLINE unsigned Round(unsigned n, unsigned *to) {
  unsigned a[16], b[16];
  for (unsigned i = 0; i < 16; i++) a[i] = n + i, b[i] = n * i;
  return Multiply(to, a, b, 4);
}

int main(void) {
  unsigned result[16];
  for (unsigned i = 0; i < 10; i++) sink += Round(i, result);
  return (int)Round(3, (unsigned *)0x40);
}
