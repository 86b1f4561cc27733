// SPDX-License-Identifier: MIT
// m * 2^e with e < 0 is m * 5^-e / 10^-e: multiply, then place the point.
#include "decimal.h"

#define LIMB 1000000000u
#define MOST_LIMBS 90

typedef struct _NUMBER {
  int count;
  unsigned limbs[MOST_LIMBS];  // base 10^9, lowest first
} NUMBER;

// high:low / divisor, whose quotient must fit in 32 bits.
static unsigned Divide(unsigned long long value, unsigned divisor, unsigned *rest) {
  unsigned quotient;
  __asm__("divl %4" : "=a"(quotient), "=d"(*rest)
          : "a"((unsigned)value), "d"((unsigned)(value >> 32)), "r"(divisor));
  return quotient;
}

// The factor must be below LIMB, so that the carry is a limb.
static void Multiply(NUMBER *number, unsigned factor) {
  unsigned carry = 0;
  for (int i = 0; i < number->count; i++) {
    carry = Divide((unsigned long long)number->limbs[i] * factor + carry, LIMB, &number->limbs[i]);
  }
  if (carry != 0) number->limbs[number->count++] = carry;
}

static void MultiplyPower(NUMBER *number, unsigned base, unsigned step, int step_power, int power) {
  for (; power >= step_power; power -= step_power) Multiply(number, step);
  for (; power > 0; power--) Multiply(number, base);
}

void _decimal_from_double(DECIMAL *number, unsigned long long bits) {
  NUMBER big = {0};
  unsigned long long mantissa = bits & 0xfffffffffffffull;
  int exponent = (int)(bits >> 52 & 0x7ff);
  int decimals = 0;
  if (exponent != 0) {
    mantissa |= 1ull << 52;
  } else {
    exponent = 1;
  }
  exponent -= 1075;
  number->count = number->point = 0;
  if (mantissa == 0) return;
  while (exponent < 0 && (mantissa & 1) == 0) mantissa >>= 1, exponent++;
  for (; mantissa != 0; mantissa /= LIMB) big.limbs[big.count++] = (unsigned)(mantissa % LIMB);
  if (exponent < 0) {
    MultiplyPower(&big, 5, 244140625u, 12, -exponent);
    decimals = -exponent;
  } else {
    MultiplyPower(&big, 2, 1u << 29, 29, exponent);
  }
  for (int i = big.count - 1; i >= 0; i--) {
    unsigned unit = LIMB / 10;
    for (unsigned rest = big.limbs[i]; unit != 0; rest %= unit, unit /= 10) {
      unsigned digit = rest / unit;
      if (number->count != 0 || digit != 0) number->digits[number->count++] = (unsigned char)digit;
    }
  }
  number->point = number->count - decimals;
}

void _round_decimal(DECIMAL *number, int count) {
  if (count >= number->count) return;
  if (count < 0) {
    number->count = 0;
    return;
  }
  int next = number->digits[count];
  int beyond = 0;
  for (int i = count + 1; i < number->count; i++) beyond |= number->digits[i];
  int odd = count > 0 ? number->digits[count - 1] & 1 : 0;
  int up = next > 5 || (next == 5 && (beyond || odd));
  number->count = count;
  if (!up) return;
  int i = count - 1;
  while (i >= 0 && number->digits[i] == 9) number->digits[i--] = 0;
  if (i >= 0) {
    number->digits[i]++;
    return;
  }
  // All nines: 1 and zeros, one place further left.
  number->digits[0] = 1;
  if (number->count == 0) number->count = 1;
  number->point++;
}
