// SPDX-License-Identifier: MIT
// Functions with variable arguments, and formatting by the run-time library.
#include <stdarg.h>
#include <stdio.h>
#include <windows.h>

static char text[400];
static volatile int sink;

static NOINLINE int Sum(int count, ...) {
  va_list list;
  int sum = 0;
  va_start(list, count);
  for (int i = 0; i < count; i++) sum += va_arg(list, int);
  va_end(list);
  return sum;
}

static NOINLINE int Write(const char *format, va_list list) { return vsprintf(text, format, list); }

static NOINLINE int Say(const char *format, ...) {
  va_list list;
  va_start(list, format);
  int length = Write(format, list);
  va_end(list);
  return length;
}

static NOINLINE int Report(int i) {
  int length = Say("%d of %s, %x and %c", i, "a number", i * 77, 'a' + i % 26);
  return length + Sum(4, i, length, 3, 4) + Sum(1, i) + Say("%5.2f|%-8s|%08lx", i / 3.0, "left", (long)i);
}

int main(void) {
  for (int i = 0; i < 12; i++) sink += Report(i);
  return Say("%d %s", Sum(3, 1, 2, 3), (const char *)0x24);
}
