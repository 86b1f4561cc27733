// SPDX-License-Identifier: MIT
// Source: ISO C, MSDN.
#pragma once

#include "crtdefs.h"

_CRT_BEGIN_C_HEADER

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7fff
#define MB_CUR_MAX 1
#define _MAX_PATH 260
#define _MAX_DRIVE 3
#define _MAX_DIR 256
#define _MAX_FNAME 256
#define _MAX_EXT 256
#define _countof(array) (sizeof(array) / sizeof((array)[0]))

typedef struct _div_t {
  int quot, rem;
} div_t;
typedef struct _ldiv_t {
  long quot, rem;
} ldiv_t;
typedef struct _lldiv_t {
  long long quot, rem;
} lldiv_t;

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void free(void *block);
size_t _msize(void *block);

int atoi(const char *text);
long atol(const char *text);
long long atoll(const char *text);
long long _atoi64(const char *text);
double atof(const char *text);
long strtol(const char *text, char **end, int base);
unsigned long strtoul(const char *text, char **end, int base);
long long strtoll(const char *text, char **end, int base);
unsigned long long strtoull(const char *text, char **end, int base);
long long _strtoi64(const char *text, char **end, int base);
unsigned long long _strtoui64(const char *text, char **end, int base);
double strtod(const char *text, char **end);
float strtof(const char *text, char **end);
long double strtold(const char *text, char **end);
char *_itoa(int value, char *text, int base);
char *_ltoa(long value, char *text, int base);
char *_ultoa(unsigned long value, char *text, int base);
char *_i64toa(long long value, char *text, int base);
char *_ui64toa(unsigned long long value, char *text, int base);
char *itoa(int value, char *text, int base);

int abs(int value);
long labs(long value);
long long llabs(long long value);
div_t div(int numerator, int denominator);
ldiv_t ldiv(long numerator, long denominator);
lldiv_t lldiv(long long numerator, long long denominator);
void srand(unsigned int seed);
int rand(void);
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
void *bsearch(const void *key, const void *base, size_t count, size_t size,
    int (*compare)(const void *, const void *));

int atexit(void (*function)(void));
__declspec(noreturn) void exit(int code);
__declspec(noreturn) void _exit(int code);
__declspec(noreturn) void abort(void);
char *getenv(const char *name);
int _putenv(const char *text);
int system(const char *command);
void _splitpath(const char *path, char *drive, char *directory, char *name, char *extension);

size_t mbstowcs(wchar_t *to, const char *from, size_t count);
size_t wcstombs(char *to, const wchar_t *from, size_t count);
int mbtowc(wchar_t *to, const char *from, size_t count);
int wctomb(char *to, wchar_t from);
int mblen(const char *text, size_t count);

extern int __argc;
extern char **__argv;
extern char **_environ;


typedef void (*_invalid_parameter_handler)(const wchar_t *expression, const wchar_t *function,
    const wchar_t *file, unsigned int line, uintptr_t reserved);
_invalid_parameter_handler _set_invalid_parameter_handler(_invalid_parameter_handler new_handler);
void _invalid_parameter(const wchar_t *expression, const wchar_t *function, const wchar_t *file,
    unsigned int line, uintptr_t reserved);

_CRT_END_C_HEADER
