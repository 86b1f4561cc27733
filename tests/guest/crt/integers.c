// SPDX-License-Identifier: MIT
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random_bits.h"

static const char *const formats[] = {"%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%.3d", "%8.3d", "%-8.3d|", "%08.3d", "%.0d",
                                      "%u", "%o", "%#o", "%x", "%#x", "%#X", "%#10x", "%010x", "%-10x|", "%.8x", "%hd", "%hu",
                                      "%hhd", "%hhu", "%c", "%5c", "%-5c|"};
static const char *const numbers[] = {"0", "-1", "+17", "  42abc", "0x1F", "0x", "0xg", "077", "08", "z", "zz", "",
                                      "2147483648", "-2147483648", "99999999999999999999", "-99999999999999999999",
                                      "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616"};

int main(void) {
  static const int values[] = {0, 1, -1, 7, 42, -42, 65, 255, 256, 32767, 32768, 65535, -32769, INT_MAX, INT_MIN};
  for (unsigned i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
    for (unsigned j = 0; j < sizeof(formats) / sizeof(formats[0]); j++) {
      if (strchr(formats[j], 'c') && (values[i] < 32 || values[i] > 126)) continue;
      printf(formats[j], values[i]), putchar(' ');
    }
    putchar('\n');
  }
  for (int i = 0; i < 300; i++) {
    unsigned long long value = random_bits() >> random_bits() % 64;
    printf("%lld %llu %llx %llo %20lld %-20llu| %+lld %" PRIx64 "\n", value, value, value, value, value, value, value, value);
    unsigned long long by = (random_bits() >> random_bits() % 64) | 1;
    printf("%llu %llu %lld %lld\n", value / by, value % by, (long long)value / (long long)(by >> 1 | 1), (long long)value % (int)(by >> 1 | 1));
  }
  for (unsigned i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
    static const int bases[] = {0, 2, 8, 10, 16, 36};
    for (unsigned j = 0; j < 6; j++) {
      char *end;
      errno = 0;
      long long value = strtoll(numbers[i], &end, bases[j]);
      printf("%lld %d %d ", value, (int)(end - numbers[i]), errno == ERANGE);
      errno = 0;
      printf("%llu %d\n", strtoull(numbers[i], &end, bases[j]), errno == ERANGE);
    }
  }
  printf("[%s] [%.3s] [%8s] [%-8s] [%*d] [%-*d] [%.*s] [%%]\n", "text", "text", "text", "text", 5, 42, -5, 42, 2, "text");
  char small[8];
  printf("%d ", snprintf(small, sizeof(small), "%s", "longer than that"));
  printf("%s %d\n", small, snprintf(NULL, 0, "%d", 12345));
  int count;
  printf("abc%n", &count);
  printf(" %d\n", count);
  return 0;
}
