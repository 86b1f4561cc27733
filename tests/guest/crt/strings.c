// SPDX-License-Identifier: MIT
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random_bits.h"

static int sign(int value) { return value < 0 ? -1 : value > 0; }

static int by_key(const void *left, const void *right) { return *(const int *)left % 1000 - *(const int *)right % 1000; }

static int by_value(const void *left, const void *right) {
  int a = *(const int *)left, b = *(const int *)right;
  return a < b ? -1 : a > b;
}

int main(void) {
  for (int c = 0; c < 128; c++) {
    printf("%d%d%d%d%d%d%d%d%d%d%d %d %d\n", !!isalpha(c), !!isdigit(c), !!isalnum(c), !!isspace(c), !!isupper(c), !!islower(c),
           !!isxdigit(c), !!ispunct(c), !!isprint(c), !!isgraph(c), !!iscntrl(c), toupper(c), tolower(c));
  }
  char text[] = "  one,two;;three , four";
  for (char *word = strtok(text, " ,;"); word; word = strtok(NULL, " ,;")) printf("<%s>", word);
  putchar('\n');
  const char *line = "the quick brown fox";
  printf("%d %d %s %s %s\n", (int)strspn(line, "eht "), (int)strcspn(line, "q"), strpbrk(line, "xq"), strstr(line, "brown"),
         (char *)memchr(line, 'f', strlen(line)));
  printf("%d %d %d %d\n", sign(strcmp("a", "b")), sign(strncmp("abc", "abd", 2)), sign(memcmp("a\xff", "a\x01", 2)), sign(strcmp("\xe9", "e")));
  char buffer[32] = "ab";
  strncat(buffer, "cdefgh", 3);
  printf("%s %s %s\n", buffer, strrchr(line, 'o'), strchr(line, 'o'));
  memmove(buffer + 1, buffer, 5);
  printf("%.6s\n", buffer);
  char *copy = strdup(line);
  printf("%s %d\n", copy, (int)strnlen(copy, 5));
  free(copy);

  static int numbers[5000];
  for (int i = 0; i < 5000; i++) numbers[i] = (int)(random_bits() % 100000);
  qsort(numbers, 5000, sizeof(int), by_value);
  for (int i = 0; i < 5000; i += 97) printf("%d ", numbers[i]);
  int key = numbers[1234];
  printf("%d\n", *(int *)bsearch(&key, numbers, 5000, sizeof(int), by_value) == key);
  // Keys repeat: glibc's qsort keeps the order of equal elements, and so does ours.
  for (int i = 0; i < 5000; i++) numbers[i] = (int)(random_bits() % 50) + 1000 * i;
  qsort(numbers, 5000, sizeof(int), by_key);
  for (int i = 0; i < 5000; i += 61) printf("%d ", numbers[i]);
  putchar('\n');

  int a = -1, b = -1, n;
  unsigned h = 0;
  short s = 0;
  long long big = 0;
  char word[20] = "", set[20] = "", c = '?';
  float f = 0;
  double d = 0;
  n = sscanf("12 -7 1f hello 3.25 -1e3 x", "%d%d%x%s%f%lf %c", &a, &b, &h, word, &f, &d, &c);
  printf("%d %d %d %x %s %g %g %c\n", n, a, b, h, word, f, d, c);
  n = sscanf("123456 abcdef123 99999999999 -5", "%3d%d %[a-f]%d %lld %hd", &a, &b, set, &h, &big, &s);
  printf("%d %d %d %s %u %lld %d\n", n, a, b, set, h, big, s);
  n = sscanf("key=value; rest", "%[^=]=%[^;];%n", word, set, &a);
  printf("%d %s %s %d\n", n, word, set, a);
  printf("%d ", sscanf("x", "%d", &a));
  printf("%d ", sscanf("", "%d", &a));
  printf("%d ", sscanf("5 skip 6", "%d %*s %d", &a, &b));
  printf("%d %d ", a, b);
  printf("%d ", sscanf("0x1A 017 10", "%i %i %i", &a, &b, &n));
  printf("%d %d %d\n", a, b, n);
  printf("%d %d%%\n", sscanf("50% off", "%d%% %s", &a, word), a);
  return 0;
}
