// SPDX-License-Identifier: MIT
// Exact conversion between binary and decimal: every double is a finite decimal number.
#pragma once

#define MOST_DIGITS 1100  // of a double: 767 significant ones; rounding may carry into one more

typedef struct _DECIMAL {
  int count;  // digits; 0: the number is zero
  int point;  // digits before the decimal point; may be negative or beyond count
  unsigned char digits[MOST_DIGITS];
} DECIMAL;

// The magnitude of a finite double, given by its bits, with all its digits.
void _decimal_from_double(DECIMAL *number, unsigned long long bits);

// Keeps the first `count` digits (may be 0 or negative), ties to even.
void _round_decimal(DECIMAL *number, int count);

typedef struct _BINARY_FORMAT {
  int mantissa_bits;     // with the leading one
  int minimum_exponent;  // of the value of the leading one in the smallest normal number
  int maximum_exponent;
} BINARY_FORMAT;

extern const BINARY_FORMAT _single_format, _double_format;

typedef struct _BINARY {
  unsigned long long mantissa;
  int exponent;  // value = mantissa * 2^exponent
  int overflow, underflow;
} BINARY;

// Digits d[0..count) mean 0.d0d1d2... * 10^point. `sticky`: more digits, not all zero, follow.
BINARY _binary_from_decimal(const unsigned char *digits, int count, int point, int sticky,
                            const BINARY_FORMAT *format);

// Reads a number in the form of strtod; end = text if there is none.
double _read_double(const char *text, const char **end, const BINARY_FORMAT *format);
