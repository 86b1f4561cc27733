// SPDX-License-Identifier: MIT
// Mathematics to 13 digits.
#include <math.h>
#include <stdio.h>

#include "random_bits.h"

// Multiples of 2^-20: exact in every precision of the processor.
static double between(int low, int high) { return (double)(int)(low * 1048576 + (int)(random_bits() % ((unsigned)(high - low) << 20))) / 1048576; }

int main(void) {
  for (int i = 0; i < 400; i++) {
    double x = between(-10, 10), u = between(-1, 1), p = between(0, 1000) + 0.0009765625, y = between(-20, 20);
    int exponent;
    double whole;
    printf("%.12e %.12e %.12e %.12e\n", sin(x), cos(x), tan(x), atan(x));
    printf("%.12e %.12e %.12e %.12e\n", asin(u), acos(u), atan2(x, y), hypot(x, y));
    printf("%.12e %.12e %.12e %.12e\n", exp(x), log(p), log10(p), sqrt(p));
    printf("%.12e %.12e %.12e %.12e\n", pow(p, y), sinh(x), cosh(x), tanh(u));
    printf("%.17g %.17g %.17g %.17g\n", floor(x), ceil(x), trunc(x), round(x));
    printf("%.17g %.17g %.17g\n", fmod(x, u), fabs(x), ldexp(x, (int)y));
    double fraction = frexp(p, &exponent), rest = modf(x, &whole);
    printf("%.17g %d %.12e %.17g\n", fraction, exponent, rest, whole);
    printf("%.12e %.12e %.12e\n", log1p(u / 2), expm1(u / 3), cbrt(x));
  }
  static const double edges[][2] = {{0, 0}, {0, 3}, {0, 2}, {-2, 3}, {-2, 2}, {2, 10}, {10, 15}, {10, -5}, {1e200, 2}, {1e-200, 2}, {0.5, 1074}};
  for (int i = 0; i < 11; i++) printf("%d %.17g\n", isinf(pow(edges[i][0], edges[i][1])) != 0, isinf(pow(edges[i][0], edges[i][1])) ? 0 : pow(edges[i][0], edges[i][1]));
  printf("%d %d %d %d %.17g %.17g %.17g\n", isnan(sqrt(-1.0)) != 0, isnan(log(-1.0)) != 0, isinf(log(0.0)) != 0, isinf(exp(1000)) != 0, exp(-1000),
         round(0.49999999999999994), round(-2.5));
  return 0;
}
