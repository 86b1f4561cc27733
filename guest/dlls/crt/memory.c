// SPDX-License-Identifier: MIT
// Blocks of bytes. Also part of ntdll.
#include "string.h"

void *memset(void *destination, int value, size_t size) {
  void *end = destination;
  __asm__ volatile("rep stosb" : "+D"(end), "+c"(size) : "a"(value) : "memory");
  return destination;
}

void *memcpy(void *destination, const void *source, size_t size) {
  void *to = destination;
  size_t words = size / 4;
  size_t rest = size % 4;
  __asm__ volatile(
      "rep movsl\n"
      "movl %3, %2\n"
      "rep movsb"
      : "+&D"(to), "+&S"(source), "+&c"(words)
      : "r"(rest)
      : "memory");
  return destination;
}

void *memmove(void *destination, const void *source, size_t size) {
  char *to = destination;
  const char *from = source;
  if (to <= from || to >= from + size) return memcpy(destination, source, size);
  while (size-- != 0) to[size] = from[size];
  return destination;
}

int memcmp(const void *left, const void *right, size_t size) {
  const unsigned char *a = left;
  const unsigned char *b = right;
  for (size_t i = 0; i < size; i++) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}
