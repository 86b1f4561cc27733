// SPDX-License-Identifier: MIT
// digits * 10^power -> mantissa * 2^exponent by long division of whole numbers.
#include "decimal.h"

#define MOST_WORDS 180  // 1100 digits, or 10^1450, and a quotient of 64 bits

typedef struct _WHOLE {
  int count;
  unsigned words[MOST_WORDS];  // lowest first; the highest is not 0
} WHOLE;

const BINARY_FORMAT _single_format = {24, -126, 127};
const BINARY_FORMAT _double_format = {53, -1022, 1023};

static void MultiplyAdd(WHOLE *number, unsigned factor, unsigned more) {
  unsigned long long carry = more;
  for (int i = 0; i < number->count; i++) {
    carry += (unsigned long long)number->words[i] * factor;
    number->words[i] = (unsigned)carry;
    carry >>= 32;
  }
  if (carry != 0) number->words[number->count++] = (unsigned)carry;
}

static void ShiftLeft(WHOLE *number, int bits) {
  int words = bits / 32;
  int rest = bits % 32;
  if (number->count == 0 || bits == 0) return;
  number->words[number->count] = 0;
  for (int i = number->count; i >= 0; i--) {
    unsigned low = rest != 0 && i > 0 ? number->words[i - 1] >> (32 - rest) : 0;
    number->words[i + words] = number->words[i] << rest | low;
  }
  for (int i = 0; i < words; i++) number->words[i] = 0;
  number->count += words + 1;
  while (number->count > 0 && number->words[number->count - 1] == 0) number->count--;
}

static int Compare(const WHOLE *left, const WHOLE *right) {
  if (left->count != right->count) return left->count < right->count ? -1 : 1;
  for (int i = left->count - 1; i >= 0; i--) {
    if (left->words[i] != right->words[i]) return left->words[i] < right->words[i] ? -1 : 1;
  }
  return 0;
}

static void Subtract(WHOLE *left, const WHOLE *right) {
  unsigned borrow = 0;
  for (int i = 0; i < left->count; i++) {
    unsigned long long taken = (unsigned long long)(i < right->count ? right->words[i] : 0) + borrow;
    borrow = left->words[i] < taken;
    left->words[i] -= (unsigned)taken;
  }
  while (left->count > 0 && left->words[left->count - 1] == 0) left->count--;
}

static int BitLength(const WHOLE *number) {
  if (number->count == 0) return 0;
  return 32 * number->count - __builtin_clz(number->words[number->count - 1]);
}

static void MultiplyPowerOfTen(WHOLE *number, int power) {
  for (; power >= 9; power -= 9) MultiplyAdd(number, 1000000000u, 0);
  for (; power > 0; power--) MultiplyAdd(number, 10, 0);
}

// Drops bits below 2^unit, ties to even.
static unsigned long long Round(unsigned long long value, int drop, int sticky) {
  if (drop <= 0) return value;
  if (drop > 64) return 0;
  unsigned long long kept = drop < 64 ? value >> drop : 0;
  unsigned long long half = 1ull << (drop - 1);
  unsigned long long rest = drop < 64 ? value & ((1ull << drop) - 1) : value;
  if (rest > half || (rest == half && (sticky || kept & 1))) kept++;
  return kept;
}

BINARY _binary_from_decimal(const unsigned char *digits, int count, int point, int sticky,
                            const BINARY_FORMAT *format) {
  static const BINARY zero;
  BINARY result = zero;
  WHOLE top, bottom;
  while (count > 0 && digits[0] == 0) digits++, count--, point--;
  if (count == 0) return result;
  if (point > 310) {
    result.overflow = 1;
    return result;
  }
  if (point < -330) {
    result.underflow = 1;
    return result;
  }
  top.count = 0;
  bottom.count = 1;
  bottom.words[0] = 1;
  for (int i = 0; i < count; i++) {
    MultiplyAdd(&top, 10, digits[i]);
    if (top.count == 0 && digits[i] != 0) top.words[top.count++] = digits[i];
  }
  MultiplyPowerOfTen(&top, point - count);
  MultiplyPowerOfTen(&bottom, count - point);

  // A quotient of 63 or 64 bits: bits(top) - bits(bottom) = 63.
  int shift = 63 - (BitLength(&top) - BitLength(&bottom));
  if (shift > 0) {
    ShiftLeft(&top, shift);
  } else {
    ShiftLeft(&bottom, -shift);
  }
  unsigned long long quotient = 0;
  ShiftLeft(&bottom, 63);
  for (int bit = 63; bit >= 0; bit--) {
    quotient <<= 1;
    if (Compare(&top, &bottom) >= 0) {
      Subtract(&top, &bottom);
      quotient |= 1;
    }
    ShiftLeft(&top, 1);
  }
  if (top.count != 0) sticky = 1;
  int exponent = -shift;
  int leading = exponent + 63 - __builtin_clzll(quotient);
  int lowest = leading < format->minimum_exponent ? format->minimum_exponent : leading;
  int drop = lowest - (format->mantissa_bits - 1) - exponent;
  result.mantissa = Round(quotient, drop, sticky);
  result.exponent = exponent + drop;
  result.underflow = leading < format->minimum_exponent;
  if (result.mantissa >> format->mantissa_bits) {
    result.mantissa >>= 1;
    result.exponent++;
  }
  result.overflow = result.exponent + format->mantissa_bits - 1 > format->maximum_exponent;
  return result;
}
