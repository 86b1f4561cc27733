// SPDX-License-Identifier: MIT
#include "output.h"
#include "ctype.h"
#include "string.h"

// A pointer stands between the two if an object of the program refers to _fltused.
#define FLOAT_SECTION(letter) __attribute__((section(".CRT$FP" letter), used))
static FLOAT_CONVERSION *const first_conversion FLOAT_SECTION("A") = NULL;
static FLOAT_CONVERSION *const last_conversion FLOAT_SECTION("Z") = NULL;

void _put(OUTPUT *output, char c) {
  if (output->drain == NULL) {
    if (output->length < output->size) output->buffer[output->length] = c;
  } else {
    if (output->pending == output->size && output->drain(output) != 0) output->failed = 1;
    if (output->pending < output->size) output->buffer[output->pending++] = c;
  }
  output->length++;
}

void _put_field(OUTPUT *output, const FIELD *field, const char *prefix, const char *text,
                size_t length) {
  size_t total = strlen(prefix) + length;
  size_t padding = (size_t)field->width > total ? (size_t)field->width - total : 0;
  int zeros = field->zero && !field->left;
  if (!field->left && !zeros) {
    for (; padding != 0; padding--) _put(output, ' ');
  }
  while (*prefix != '\0') _put(output, *prefix++);
  if (zeros) {
    for (; padding != 0; padding--) _put(output, '0');
  }
  for (size_t i = 0; i < length; i++) _put(output, text[i]);
  for (; padding != 0; padding--) _put(output, ' ');
}

static void PutDouble(OUTPUT *output, const FIELD *field, double value) {
  for (FLOAT_CONVERSION *const volatile *p = &first_conversion + 1; p < &last_conversion; p++) {
    if (*p != NULL) {
      (*p)(output, field, value);
      return;
    }
  }
}

static int ReadNumber(const char **format, va_list *arguments) {
  int value = 0;
  if (**format == '*') {
    (*format)++;
    return va_arg(*arguments, int);
  }
  while (isdigit((unsigned char)**format)) value = value * 10 + *(*format)++ - '0';
  return value;
}

static void ReadFlags(const char **format, FIELD *field) {
  for (;; (*format)++) {
    switch (**format) {
      case '-': field->left = 1; break;
      case '+': field->plus = 1; break;
      case ' ': field->space = 1; break;
      case '#': field->alternate = 1; break;
      case '0': field->zero = 1; break;
      default: return;
    }
  }
}

static void ReadSize(const char **format, FIELD *field) {
  const char *p = *format;
  if (p[0] == 'I' && p[1] == '6' && p[2] == '4') {
    field->size = 'L';
    *format += 3;
  } else if (p[0] == 'I' && p[1] == '3' && p[2] == '2') {
    *format += 3;
  } else {
    for (; *p == 'h' || *p == 'l' || *p == 'w' || *p == 'L' || *p == 'q' || *p == 'j' ||
           *p == 'z' || *p == 't'; p++) {
      if (*p == 'h') {
        field->size = field->size == 'h' ? 'H' : 'h';
      } else if (*p == 'l') {
        field->size = field->size == 'l' ? 'L' : 'l';
      } else if (*p == 'j' || *p == 'q') {
        field->size = 'L';
      } else if (*p == 'w') {
        field->size = 'l';
      }
    }
    *format = p;
  }
}

static void PutSigned(OUTPUT *output, FIELD *field, va_list *arguments) {
  long long value;
  if (field->size == 'L') {
    value = va_arg(*arguments, long long);
  } else {
    value = va_arg(*arguments, int);
    if (field->size == 'h') value = (short)value;
    if (field->size == 'H') value = (signed char)value;
  }
  _put_integer(output, field, value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value,
               value < 0);
}

static void PutUnsigned(OUTPUT *output, FIELD *field, va_list *arguments) {
  unsigned long long value;
  field->plus = field->space = 0;
  if (field->size == 'L') {
    value = va_arg(*arguments, unsigned long long);
  } else {
    value = va_arg(*arguments, unsigned);
    if (field->size == 'h') value = (unsigned short)value;
    if (field->size == 'H') value = (unsigned char)value;
  }
  _put_integer(output, field, value, 0);
}

static void StoreLength(const OUTPUT *output, const FIELD *field, va_list *arguments) {
  void *to = va_arg(*arguments, void *);
  if (field->size == 'L') {
    *(long long *)to = (long long)output->length;
  } else if (field->size == 'h') {
    *(short *)to = (short)output->length;
  } else if (field->size == 'H') {
    *(signed char *)to = (signed char)output->length;
  } else {
    *(int *)to = (int)output->length;
  }
}

static void PutConversion(OUTPUT *output, FIELD *field, va_list *arguments) {
  switch (field->conversion) {
    case 'd': case 'i':
      PutSigned(output, field, arguments);
      break;
    case 'u': case 'o': case 'x': case 'X':
      PutUnsigned(output, field, arguments);
      break;
    case 'p':
      field->conversion = 'X';
      field->precision = 8;
      field->alternate = field->plus = field->space = 0;
      _put_integer(output, field, va_arg(*arguments, unsigned), 0);
      break;
    case 'c': case 'C': case 's': case 'S':
      _put_text(output, field, arguments);
      break;
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'a': case 'A':
      PutDouble(output, field, va_arg(*arguments, double));
      break;
    case 'n':
      StoreLength(output, field, arguments);
      break;
    default:
      _put(output, field->conversion);
      break;
  }
}

int _output(OUTPUT *output, const char *format, va_list arguments) {
  va_list list;
  va_copy(list, arguments);
  while (*format != '\0' && !output->failed) {
    if (*format != '%') {
      _put(output, *format++);
      continue;
    }
    FIELD field = {0};
    field.precision = -1;
    format++;
    ReadFlags(&format, &field);
    field.width = ReadNumber(&format, &list);
    if (field.width < 0) {
      field.left = 1;
      field.width = -field.width;
    }
    if (*format == '.') {
      format++;
      field.precision = ReadNumber(&format, &list);
      if (field.precision < 0) field.precision = -1;
    }
    ReadSize(&format, &field);
    if (*format == '\0') break;
    field.conversion = *format++;
    PutConversion(output, &field, &list);
  }
  va_end(list);
  return output->failed ? -1 : (int)output->length;
}
