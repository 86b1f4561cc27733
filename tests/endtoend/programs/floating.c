/* SPDX-License-Identifier: MIT */
/* Floating-point kernels on x87, all bits in hex: a linear system, a chaotic map, a series, conversions. */
#include <stdio.h>
#include <string.h>

#define N 8

static void print(const char *name, double value) {
  unsigned bits[2];
  memcpy(bits, &value, sizeof bits);
  printf("%s %x %x\n", name, bits[1], bits[0]);
}

static void solve(void) {
  double m[N][N + 1];
  for (int i = 0; i < N; i++) {
    for (int j = 0; j < N; j++) m[i][j] = 1.0 / (i + j + 1);
    m[i][N] = i - 2.5;
  }
  for (int k = 0; k < N; k++) {
    for (int i = 0; i < N; i++) {
      double factor = m[i][k] / m[k][k];
      if (i == k) continue;
      for (int j = k; j <= N; j++) m[i][j] -= factor * m[k][j];
    }
  }
  for (int i = 0; i < N; i++) print("x", m[i][N] / m[i][i]);
}

int main(void) {
  /* 53 bits on both systems, whatever they start with. */
  unsigned short control = 0x27f;
  double x = 0.3, series = 0, term = 1;
  float single = 0.1f;
  unsigned long sum = 0;
  __asm__ volatile("fldcw %0" : : "m"(control));
  solve();
  for (int i = 0; i < 1000; i++) x = 3.9 * x * (1 - x);
  for (int i = 1; i < 30; i++) series += term, term /= i;
  for (int i = 0; i < 1000; i++) single = single * 1.01f + 0.001f, sum += (unsigned)(int)(x * i * 1000);
  print("map", x);
  print("e", series);
  print("single", single);
  printf("%d %x\n", (int)(x * 1e9), (unsigned)sum);
  return 0;
}
