// SPDX-License-Identifier: MIT
#include "stdlib.h"
#include "ctype.h"
#include "string.h"
#include "windows.h"

static unsigned int seed = 1;

static int DigitValue(int c) {
  if (isdigit(c)) return c - '0';
  if (isalpha(c)) return toupper(c) - 'A' + 10;
  return 36;
}

long strtol(const char *text, char **end, int base) {
  unsigned long value = 0;
  while (isspace((unsigned char)*text)) text++;
  int negative = *text == '-';
  if (*text == '-' || *text == '+') text++;
  if ((base == 0 || base == 16) && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    text += 2;
    base = 16;
  }
  if (base == 0) base = *text == '0' ? 8 : 10;
  for (; DigitValue((unsigned char)*text) < base; text++) {
    value = value * (unsigned long)base + (unsigned long)DigitValue((unsigned char)*text);
  }
  if (end != NULL) *end = (char *)text;
  return negative ? -(long)value : (long)value;
}

int atoi(const char *text) { return (int)strtol(text, NULL, 10); }

int abs(int value) { return value < 0 ? -value : value; }

void srand(unsigned int new_seed) { seed = new_seed; }

int rand(void) {
  seed = seed * 214013 + 2531011;
  return (int)(seed >> 16 & RAND_MAX);
}

void exit(int code) { ExitProcess((UINT)code); }

static void Swap(char *left, char *right, size_t size) {
  while (size-- != 0) {
    char kept = *left;
    *left++ = *right;
    *right++ = kept;
  }
}

// Insertion sort: equal elements keep their order.
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *)) {
  char *first = base;
  for (size_t i = 1; i < count; i++) {
    for (size_t j = i; j > 0; j--) {
      char *element = first + j * size;
      if (compare(element - size, element) <= 0) break;
      Swap(element - size, element, size);
    }
  }
}
