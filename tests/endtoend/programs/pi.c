/* SPDX-License-Identifier: MIT */
/* 600 digits of pi with big integers in base 10000.  Source: Machin's formula. */
#include <stdio.h>

#define LIMBS 154 /* the last few are lost to rounding */
#define PRINTED 150

static int sum[LIMBS], term[LIMBS], part[LIMBS];

static void divide(int *to, const int *from, int by) {
  int rest = 0;
  for (int i = 0; i < LIMBS; i++) {
    rest = rest * 10000 + from[i];
    to[i] = rest / by;
    rest %= by;
  }
}

static void add(int *to, const int *from, int sign) {
  int carry = 0;
  for (int i = LIMBS; i-- > 0;) {
    to[i] += sign * from[i] + carry;
    carry = to[i] < 0 ? -1 : to[i] >= 10000;
    to[i] -= carry * 10000;
  }
}

/* Adds sign * factor * arctan(1 / x). */
static void arctan(int factor, int x, int sign) {
  for (int i = 1; i < LIMBS; i++) term[i] = 0;
  term[0] = factor;
  divide(term, term, x);
  for (int n = 1; n < 8 * LIMBS; n += 2, sign = -sign) {
    divide(part, term, n);
    add(sum, part, sign);
    divide(term, term, x);
    divide(term, term, x);
  }
}

int main(void) {
  arctan(16, 5, 1);
  arctan(4, 239, -1);
  printf("%d.", sum[0]);
  for (int i = 1; i <= PRINTED; i++) {
    for (int scale = 1000; scale; scale /= 10) printf("%d", sum[i] / scale % 10);
  }
  printf("\n");
  return 0;
}
