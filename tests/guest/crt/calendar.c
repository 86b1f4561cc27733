// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <time.h>

#include "random_bits.h"

int main(void) {
  static const char format[] = "%a %A %b %B %d %H %I %j %m %M %p %S %U %w %W %y %Y %% %X";
  for (int i = 0; i < 500; i++) {
    time_t at = (time_t)(random_bits() % 0x7a000000 + 0x4000000);
    struct tm parts = *gmtime(&at);
    char text[200];
    size_t length = strftime(text, sizeof(text), format, &parts);
    printf("%d %s\n%d %d %s", (int)length, text, parts.tm_wday, parts.tm_yday, parts.tm_mday < 10 ? "\n" : asctime(&parts));  // msvcrt: 02, glibc: 2
    parts.tm_mday += (int)(random_bits() % 100);
    parts.tm_mon -= (int)(random_bits() % 10);
    parts.tm_isdst = 0;
    printf("%lld\n", (long long)mktime(&parts));
  }
  struct tm parts = {0};
  char text[4];
  printf("%d\n", (int)strftime(text, sizeof(text), "%Y", &parts));
  return 0;
}
