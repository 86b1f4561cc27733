// SPDX-License-Identifier: MIT
// The reader of the scanf family.
#pragma once

#include "stdarg.h"
#include "stddef.h"

typedef struct _INPUT {
  int (*get)(struct _INPUT *input);  // EOF at the end
  void (*unget)(struct _INPUT *input, int c);
  void *source;
  int count;  // characters read
} INPUT;

// Stores the number that `text` is as a double, or a float if not `is_double`.
typedef void FLOAT_INPUT(const char *text, void *to, int is_double);

// The number of stored fields; EOF if the input ended before the first.
int _input(INPUT *input, const char *format, va_list arguments);
