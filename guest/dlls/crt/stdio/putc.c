// SPDX-License-Identifier: MIT
#include "stream.h"

int fputc(int character, FILE *stream) {
  char c = (char)character;
  return fwrite(&c, 1, 1, stream) == 1 ? (unsigned char)c : EOF;
}

int putc(int character, FILE *stream) { return fputc(character, stream); }

int putchar(int character) { return fputc(character, stdout); }
