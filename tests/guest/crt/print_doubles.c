// SPDX-License-Identifier: MIT
// Doubles of every size, ties included, in every conversion.
#include <stdio.h>

#include "random_bits.h"

static const char *const formats[] = {"%e", "%.0e", "%.17e", "%.3E", "%f", "%.0f", "%.1f", "%.3f", "%.20f", "%g", "%.0g",
                                      "%.1g", "%.3g", "%.17g", "%#g", "%#.0f", "%#.3e", "%+.2f", "% .4g", "%012.3f",
                                      "%-14.2f|", "%20.10f", "%a", "%.3a", "%A", "%G", "%+015.4f", "%.40e"};
static const double special[] = {0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 1e15, 1e16, 123456.5, 999999.25, 9.5, 99.5, 0.0001,
                                 0.00001, 0.00009999995, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e22, 1e23,
                                 0.1, 0.2, 0.3, 1.0 / 3, 100, 1000000, 999999, 0.95, 0.995, 1e100, 123.456};

static void print(double value) {
  for (unsigned i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) printf(formats[i], value), putchar(' ');
  putchar('\n');
}

int main(void) {
  for (unsigned i = 0; i < sizeof(special) / sizeof(special[0]); i++) print(special[i]), print(-special[i]);
  for (int i = 0; i < 150; i++) print(random_double());
  // Near one, where %f has digits to round.
  for (int i = 0; i < 150; i++) print(double_of((random_bits() & 0x800fffffffffffffull) | (1023 - 20 + random_bits() % 40) << 52));
  // Ties: a few bits behind the point.
  for (int i = 0; i < 100; i++) print((double)(int)(random_bits() % 2000001 - 1000000) / 64);
  return 0;
}
