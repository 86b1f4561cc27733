// SPDX-License-Identifier: MIT
// %d %i %u %o %x %X %p.
#include "output.h"

#define MOST_DIGITS 22  // 64 bits in octal
#define MOST_ZEROS 512  // precision beyond this is cut, as in msvcrt

void _put_integer(OUTPUT *output, FIELD *field, unsigned long long value, int negative) {
  const char *digits = field->conversion == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
  unsigned base = field->conversion == 'o' ? 8 : field->conversion == 'x' || field->conversion == 'X' ? 16 : 10;
  char text[MOST_DIGITS + MOST_ZEROS];
  char *end = text + sizeof(text);
  char *p = end;
  const char *prefix = negative ? "-" : field->plus ? "+" : field->space ? " " : "";
  int precision = field->precision < MOST_ZEROS ? field->precision : MOST_ZEROS;
  if (field->alternate && base == 16 && value != 0) prefix = field->conversion == 'X' ? "0X" : "0x";
  while (value > 0xffffffff) {
    *--p = digits[value % base];
    value /= base;
  }
  for (unsigned rest = (unsigned)value; rest != 0; rest /= base) *--p = digits[rest % base];
  if (p == end && precision != 0) *--p = '0';
  while (end - p < precision) *--p = '0';
  if (field->alternate && base == 8 && (p == end || *p != '0')) *--p = '0';
  if (field->precision >= 0) field->zero = 0;
  _put_field(output, field, prefix, p, (size_t)(end - p));
}
