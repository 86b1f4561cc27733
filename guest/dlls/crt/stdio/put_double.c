// SPDX-License-Identifier: MIT
// %e %f %g %a. Infinities and NaNs as msvcrt prints them: 1.#INF, 1.#QNAN, -1.#IND.
#include "output.h"
#include "../stdlib/decimal.h"

#define MOST_TEXT 1600  // 309 digits, a point, 1074 digits, an exponent

typedef struct _TEXT {
  char bytes[MOST_TEXT];
  int length;
} TEXT;

static void Add(TEXT *text, char c) {
  if (text->length < MOST_TEXT) text->bytes[text->length++] = c;
}

static char Digit(const DECIMAL *number, int index) {
  return index >= 0 && index < number->count ? (char)(number->digits[index] + '0') : '0';
}

static void AddFixed(TEXT *text, const DECIMAL *number, int decimals, int point_wanted) {
  if (number->point <= 0) Add(text, '0');
  for (int i = 0; i < number->point; i++) Add(text, Digit(number, i));
  if (decimals > 0 || point_wanted) Add(text, '.');
  for (int i = 0; i < decimals; i++) Add(text, Digit(number, number->point + i));
}

static void AddScientific(TEXT *text, const DECIMAL *number, int decimals, int point_wanted,
                          char letter) {
  int exponent = number->count != 0 ? number->point - 1 : 0;
  Add(text, Digit(number, 0));
  if (decimals > 0 || point_wanted) Add(text, '.');
  for (int i = 1; i <= decimals; i++) Add(text, Digit(number, i));
  Add(text, letter);
  Add(text, exponent < 0 ? '-' : '+');
  if (exponent < 0) exponent = -exponent;
  Add(text, (char)(exponent / 100 + '0'));
  Add(text, (char)(exponent / 10 % 10 + '0'));
  Add(text, (char)(exponent % 10 + '0'));
}

static void AddGeneral(TEXT *text, DECIMAL *number, const FIELD *field, int precision, char letter) {
  if (precision == 0) precision = 1;
  _round_decimal(number, precision);
  int exponent = number->count != 0 ? number->point - 1 : 0;
  int decimals = precision - 1;
  int fixed = exponent >= -4 && exponent < precision;
  if (!field->alternate) {
    while (number->count > 0 && number->digits[number->count - 1] == 0) number->count--;
    decimals = number->count > 0 ? number->count - 1 : 0;
    if (fixed) decimals = number->count > number->point ? number->count - number->point : 0;
  } else if (fixed) {
    decimals = precision - 1 - exponent;
  }
  if (fixed) {
    AddFixed(text, number, decimals, field->alternate);
  } else {
    AddScientific(text, number, decimals, field->alternate, letter);
  }
}

// Hexadecimal, normalised to one digit before the point, ties to even.
static void AddHexadecimal(TEXT *text, unsigned long long bits, const FIELD *field, int precision,
                           int upper) {
  unsigned long long mantissa = bits & 0xfffffffffffffull;
  int exponent = (int)(bits >> 52 & 0x7ff);
  unsigned whole = exponent != 0;
  exponent = bits << 1 == 0 ? 0 : whole ? exponent - 1023 : -1022;
  if (precision < 0) {
    for (precision = 13; precision > 0 && (mantissa >> (52 - 4 * precision) & 0xf) == 0;) precision--;
  } else if (precision < 13) {
    int shift = 52 - 4 * precision;
    unsigned long long all = mantissa | (unsigned long long)whole << 52;
    unsigned long long rest = all & ((1ull << shift) - 1);
    unsigned long long half = 1ull << (shift - 1);
    all >>= shift;
    if (rest > half || (rest == half && all & 1)) all++;
    all <<= shift;
    whole = (unsigned)(all >> 52);
    mantissa = all & 0xfffffffffffffull;
  }
  Add(text, (char)(whole + '0'));
  if (precision > 0 || field->alternate) Add(text, '.');
  for (int i = 0; i < precision; i++) {
    unsigned digit = i < 13 ? (unsigned)(mantissa >> (48 - 4 * i)) & 0xf : 0;
    Add(text, (upper ? "0123456789ABCDEF" : "0123456789abcdef")[digit]);
  }
  Add(text, upper ? 'P' : 'p');
  Add(text, exponent < 0 ? '-' : '+');
  if (exponent < 0) exponent = -exponent;
  for (int unit = 1000; unit > 0; unit /= 10) {
    if (exponent >= unit || unit == 1) Add(text, (char)(exponent / unit % 10 + '0'));
  }
}

// The letters are treated as decimals: filled up with zeros, or cut and rounded like digits, so that
// "%.2f" of an infinity is 1.#J.
static void AddSpecial(TEXT *text, unsigned long long bits, const FIELD *field, int precision) {
  const char *name = "#QNAN";
  char letter = field->conversion | 0x20;
  int general = letter == 'g' || letter == 'a';
  if ((bits & 0xfffffffffffffull) == 0) name = "#INF";
  if (bits == 0xfff8000000000000ull) name = "#IND";
  if (general) precision = field->precision < 0 ? 6 : precision > 0 ? precision - 1 : 0;
  Add(text, '1');
  if (precision > 0) Add(text, '.');
  for (; precision > 0 && *name != '\0'; precision--) Add(text, *name++);
  if (precision == 0 && *name >= '5') text->bytes[text->length - 1]++;
  for (; precision > 0 && !general; precision--) Add(text, '0');
  if (letter != 'e') return;
  for (const char *p = field->conversion == 'E' ? "E+000" : "e+000"; *p != '\0'; p++) Add(text, *p);
}

void _put_double(OUTPUT *output, const FIELD *field, double value) {
  union {
    double number;
    unsigned long long bits;
  } all = {value};
  DECIMAL number;
  TEXT text;
  FIELD shape = *field;
  int upper = field->conversion >= 'A' && field->conversion <= 'Z';
  int precision = field->precision < 0 ? 6 : field->precision;
  int negative = (int)(all.bits >> 63);
  const char *prefix = negative ? "-" : field->plus ? "+" : field->space ? " " : "";
  text.length = 0;
  if ((all.bits >> 52 & 0x7ff) == 0x7ff) {
    AddSpecial(&text, all.bits, field, precision);
    _put_field(output, &shape, prefix, text.bytes, (size_t)text.length);
    return;
  }
  if (precision > 1100) precision = 1100;
  switch (field->conversion | 0x20) {
    case 'f':
      _decimal_from_double(&number, all.bits);
      _round_decimal(&number, number.point + precision);
      AddFixed(&text, &number, precision, field->alternate);
      break;
    case 'e':
      _decimal_from_double(&number, all.bits);
      _round_decimal(&number, precision + 1);
      AddScientific(&text, &number, precision, field->alternate, upper ? 'E' : 'e');
      break;
    case 'g':
      _decimal_from_double(&number, all.bits);
      AddGeneral(&text, &number, field, precision, upper ? 'E' : 'e');
      break;
    default: {
      char sign_and_base[4];
      char *p = sign_and_base;
      if (*prefix != '\0') *p++ = *prefix;
      *p++ = '0';
      *p++ = upper ? 'X' : 'x';
      *p = '\0';
      AddHexadecimal(&text, all.bits & ~(1ull << 63), field, field->precision, upper);
      _put_field(output, &shape, sign_and_base, text.bytes, (size_t)text.length);
      return;
    }
  }
  _put_field(output, &shape, prefix, text.bytes, (size_t)text.length);
}
