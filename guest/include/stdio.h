// SPDX-License-Identifier: MIT
// Streams. Source: ISO C, MSDN. Console streams are not buffered and write each printf at once.
#pragma once

#include "crtdefs.h"
#include "stdarg.h"

_CRT_BEGIN_C_HEADER

typedef struct _iobuf {
  char *_ptr;               // next byte to read, or end of the bytes to write
  int _cnt;                 // bytes left to read
  char *_base;              // buffer, NULL before the first transfer
  int _flag;                // private to the library
  int _charbuf;             // pushed back by ungetc
  int _bufsiz;              // bytes
  void *_handle;            // NULL: the standard handle
  unsigned long _standard;  // STD_INPUT_HANDLE ..
  struct _iobuf *_next;     // list of streams opened by the program
  volatile long _owner;     // id of the thread that holds the stream, 0: none
  long _holds;              // how often it does
  char *_name;              // to delete at close
} FILE;

typedef long long fpos_t;

extern FILE _iob[3];
#define stdin (&_iob[0])
#define stdout (&_iob[1])
#define stderr (&_iob[2])

#define EOF (-1)
#define BUFSIZ 512
#define FILENAME_MAX 260
#define FOPEN_MAX 20
#define TMP_MAX 32767
#define L_tmpnam 16
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define _IOFBF 0x0000
#define _IOLBF 0x0040
#define _IONBF 0x0004

FILE *fopen(const char *name, const char *mode);
FILE *freopen(const char *name, const char *mode, FILE *stream);
FILE *tmpfile(void);
int fclose(FILE *stream);
int fflush(FILE *stream);
int setvbuf(FILE *stream, char *buffer, int mode, size_t size);
void setbuf(FILE *stream, char *buffer);
size_t fread(void *data, size_t size, size_t count, FILE *stream);
size_t fwrite(const void *data, size_t size, size_t count, FILE *stream);
int fgetc(FILE *stream);
int getc(FILE *stream);
int getchar(void);
int ungetc(int character, FILE *stream);
char *fgets(char *text, int size, FILE *stream);
char *gets(char *text);
int fputc(int character, FILE *stream);
int putc(int character, FILE *stream);
int putchar(int character);
int fputs(const char *text, FILE *stream);
int puts(const char *text);
int fseek(FILE *stream, long offset, int origin);
long ftell(FILE *stream);
int _fseeki64(FILE *stream, long long offset, int origin);
long long _ftelli64(FILE *stream);
void rewind(FILE *stream);
int fgetpos(FILE *stream, fpos_t *position);
int fsetpos(FILE *stream, const fpos_t *position);
int feof(FILE *stream);
int ferror(FILE *stream);
void clearerr(FILE *stream);
int remove(const char *name);
int rename(const char *old_name, const char *new_name);
void perror(const char *text);
int _fileno(FILE *stream);
int fileno(FILE *stream);

int printf(const char *format, ...);
int fprintf(FILE *stream, const char *format, ...);
int sprintf(char *buffer, const char *format, ...);
int vprintf(const char *format, va_list arguments);
int vfprintf(FILE *stream, const char *format, va_list arguments);
int vsprintf(char *buffer, const char *format, va_list arguments);
// Length of the whole text; the buffer always ends with a NUL if its size is not 0.
int snprintf(char *buffer, size_t size, const char *format, ...);
int vsnprintf(char *buffer, size_t size, const char *format, va_list arguments);
// -1 if the text does not fit, and then without a NUL.
int _snprintf(char *buffer, size_t size, const char *format, ...);
int _vsnprintf(char *buffer, size_t size, const char *format, va_list arguments);

int scanf(const char *format, ...);
int fscanf(FILE *stream, const char *format, ...);
int sscanf(const char *text, const char *format, ...);
int vscanf(const char *format, va_list arguments);
int vfscanf(FILE *stream, const char *format, va_list arguments);
int vsscanf(const char *text, const char *format, va_list arguments);

int wprintf(const wchar_t *format, ...);
int fwprintf(FILE *stream, const wchar_t *format, ...);
int swprintf(wchar_t *buffer, size_t size, const wchar_t *format, ...);
int _snwprintf(wchar_t *buffer, size_t size, const wchar_t *format, ...);
int fputws(const wchar_t *text, FILE *stream);
int _putws(const wchar_t *text);


// Checked: a call that is refused goes to the invalid parameter handler (stdlib.h).
int printf_s(const char *format, ...);
int fprintf_s(FILE *stream, const char *format, ...);
int sprintf_s(char *buffer, size_t size, const char *format, ...);
int vsprintf_s(char *buffer, size_t size, const char *format, va_list arguments);
int _snprintf_s(char *buffer, size_t size, size_t count, const char *format, ...);
int _vsnprintf_s(char *buffer, size_t size, size_t count, const char *format, va_list arguments);
errno_t fopen_s(FILE **stream, const char *name, const char *mode);

_CRT_END_C_HEADER
