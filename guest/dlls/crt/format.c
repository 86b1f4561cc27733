// SPDX-License-Identifier: MIT
// The formatter of the printf family.
#include "ctype.h"
#include "stdio.h"
#include "string.h"

typedef struct _OUTPUT {
  char *buffer;
  size_t size;    // with the NUL
  size_t length;  // what the whole text needs
} OUTPUT;

typedef struct _FIELD {
  int left, zero, width, precision;  // precision -1: none
} FIELD;

static void Put(OUTPUT *output, char c) {
  if (output->length + 1 < output->size) output->buffer[output->length] = c;
  output->length++;
}

static void PutField(OUTPUT *output, const FIELD *field, const char *sign, const char *text,
                     size_t length) {
  size_t total = strlen(sign) + length;
  size_t padding = (size_t)field->width > total ? (size_t)field->width - total : 0;
  if (!field->left && !field->zero) {
    for (; padding != 0; padding--) Put(output, ' ');
  }
  while (*sign != '\0') Put(output, *sign++);
  if (!field->left) {
    for (; padding != 0; padding--) Put(output, '0');
  }
  for (size_t i = 0; i < length; i++) Put(output, text[i]);
  for (; padding != 0; padding--) Put(output, ' ');
}

static void PutNumber(OUTPUT *output, FIELD *field, unsigned long long value, unsigned base,
                      int upper, const char *sign) {
  const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  char text[24];
  char *p = text + sizeof(text);
  do {
    *--p = digits[value % base];
    value /= base;
  } while (value != 0);
  while (text + sizeof(text) - p < field->precision && p > text) *--p = '0';
  PutField(output, field, sign, p, (size_t)(text + sizeof(text) - p));
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

static unsigned long long ReadArgument(va_list *arguments, int size, int is_signed) {
  if (size == 2) return va_arg(*arguments, unsigned long long);
  if (is_signed) return (unsigned long long)(long long)va_arg(*arguments, int);
  return va_arg(*arguments, unsigned int);
}

static void PutConversion(OUTPUT *output, FIELD *field, char conversion, int size,
                          va_list *arguments) {
  unsigned long long value;
  const char *text;
  size_t length;
  char c;
  switch (conversion) {
    case 'd':
    case 'i':
      value = ReadArgument(arguments, size, 1);
      if ((long long)value < 0) {
        PutNumber(output, field, 0 - value, 10, 0, "-");
      } else {
        PutNumber(output, field, value, 10, 0, "");
      }
      break;
    case 'u':
      PutNumber(output, field, ReadArgument(arguments, size, 0), 10, 0, "");
      break;
    case 'x':
    case 'X':
      PutNumber(output, field, ReadArgument(arguments, size, 0), 16, conversion == 'X', "");
      break;
    case 'p':
      field->precision = 8;
      PutNumber(output, field, va_arg(*arguments, unsigned int), 16, 1, "");
      break;
    case 'c':
      c = (char)va_arg(*arguments, int);
      PutField(output, field, "", &c, 1);
      break;
    case 's':
      text = va_arg(*arguments, const char *);
      if (text == NULL) text = "(null)";
      for (length = 0; (field->precision < 0 || length < (size_t)field->precision) &&
                       text[length] != '\0';) {
        length++;
      }
      PutField(output, field, "", text, length);
      break;
    default:
      Put(output, conversion);
      break;
  }
}

// Characters of the whole text, even if the buffer is smaller; always ends with a NUL if size > 0.
int _vsnprintf(char *buffer, size_t size, const char *format, va_list arguments) {
  OUTPUT output = {buffer, size, 0};
  va_list list;
  __builtin_va_copy(list, arguments);
  while (*format != '\0') {
    if (*format != '%') {
      Put(&output, *format++);
      continue;
    }
    FIELD field = {0, 0, 0, -1};
    int argument_size = 0;
    for (format++; *format == '-' || *format == '0'; format++) {
      if (*format == '-') field.left = 1;
      if (*format == '0') field.zero = 1;
    }
    field.width = ReadNumber(&format, &list);
    if (*format == '.') {
      format++;
      field.precision = ReadNumber(&format, &list);
    }
    for (; *format == 'l'; format++) argument_size++;
    if (*format == '\0') break;
    PutConversion(&output, &field, *format++, argument_size, &list);
  }
  va_end(list);
  if (size != 0) buffer[output.length < size ? output.length : size - 1] = '\0';
  return (int)output.length;
}
