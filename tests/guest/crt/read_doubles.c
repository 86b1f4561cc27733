// SPDX-License-Identifier: MIT
// strtod and strtof: the bits of what they read.
#include <stdio.h>
#include <stdlib.h>

#include "random_bits.h"

static const char *const texts[] = {
    "0", "-0", "1", "  +1.5e3x", ".5", "5.", ".", "e5", "1e", "1e+", "1e400", "-1e400", "1e-400", "4.9e-324", "2.4e-324",
    "2.5e-324", "2.2250738585072011e-308", "2.2250738585072012e-308", "9007199254740993", "9007199254740992.9999999999",
    "9007199254740993.00000000000000000000000000000000000000001", "1.7976931348623158e308", "1.7976931348623159e308",
    "0.1e1", "100000000000000000000000000000000000000000", "0.000000000000000000000000000000000000001",
    "3.4028235677973366e38", "1.17549435e-38", "1.4e-45", "7e-46", "7.1e-46", "16777217", "16777219", "1d2x",
    "123456789012345678901234567890123456789012345678901234567890e-30", "8.41e21", "9.5e-7", "0x", ""};

static void read(const char *text) {
  char *end;
  float single = strtof(text, NULL);
  double value = strtod(text, &end);
  union {
    float value;
    unsigned bits;
  } all = {single};
  printf("%016llx %d %08x\n", bits_of(value), (int)(end - text), all.bits);
}

int main(void) {
  char text[80];
  for (unsigned i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
    if (texts[i][1] != 'd') read(texts[i]);
  }
  for (int i = 0; i < 1500; i++) {
    int length = 0;
    int digits = 1 + (int)(random_bits() % 25);
    for (int j = 0; j < digits; j++) {
      text[length++] = (char)('0' + random_bits() % 10);
      if (j == (int)(random_bits() % 12)) {
        text[length++] = '.';
        for (j++; j < digits; j++) text[length++] = (char)('0' + random_bits() % 10);
      }
    }
    sprintf(text + length, "e%d", (int)(random_bits() % 660) - 340);
    read(text);
  }
  // Half-way between two doubles, and the doubles themselves.
  for (int i = 0; i < 300; i++) {
    double value = random_double();
    sprintf(text, "%.17g", value);
    if (strtod(text, NULL) != value) puts("lost");
    sprintf(text, "%llu.5", (1ull << 52) + random_bits() % (1ull << 50));
    read(text);
  }
  return 0;
}
