// SPDX-License-Identifier: MIT
// Output to the console, unbuffered.
#pragma once

#include "stdarg.h"
#include "stddef.h"

typedef struct _iobuf {
  unsigned long standard_handle;  // STD_OUTPUT_HANDLE or STD_ERROR_HANDLE
} FILE;
extern FILE _iob[2];
#define stdout (&_iob[0])
#define stderr (&_iob[1])

// %d %i %u %x %X %c %s %p %% with flags '-', '0', width, precision, and l or ll. No floating point.
int printf(const char *format, ...);
int fprintf(FILE *stream, const char *format, ...);
int vprintf(const char *format, va_list arguments);
int sprintf(char *buffer, const char *format, ...);
int _snprintf(char *buffer, size_t size, const char *format, ...);
int _vsnprintf(char *buffer, size_t size, const char *format, va_list arguments);
int puts(const char *text);
size_t fwrite(const void *data, size_t size, size_t count, FILE *stream);
