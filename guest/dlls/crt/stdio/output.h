// SPDX-License-Identifier: MIT
// The formatter of the printf family.
#pragma once

#include "stdarg.h"
#include "stddef.h"

typedef struct _OUTPUT {
  char *buffer;
  size_t size;       // of the buffer
  size_t length;     // what has been put, beyond the buffer too
  // NULL, or takes the buffer's bytes whenever it is full; not 0 ends the output.
  int (*drain)(struct _OUTPUT *output);
  void *target;      // drain's
  size_t pending;    // bytes in the buffer when there is a drain
  int failed;
} OUTPUT;

typedef struct _FIELD {
  int left, plus, space, alternate, zero;
  int width, precision;  // precision -1: none
  char size;             // 'H' hh, 'h', 'l', 'L' ll and I64, '\0'
  char conversion;
} FIELD;

void _put(OUTPUT *output, char c);
// `prefix` goes before zeros that fill the width.
void _put_field(OUTPUT *output, const FIELD *field, const char *prefix, const char *text,
                size_t length);
void _put_integer(OUTPUT *output, FIELD *field, unsigned long long value, int negative);
void _put_text(OUTPUT *output, const FIELD *field, va_list *arguments);

// Converts a double; in the program only if it uses floating point.
typedef void FLOAT_CONVERSION(OUTPUT *output, const FIELD *field, double value);

// The number of characters, or -1.
int _output(OUTPUT *output, const char *format, va_list arguments);
