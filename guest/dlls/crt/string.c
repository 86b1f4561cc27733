// SPDX-License-Identifier: MIT
// Strings. Also part of ntdll.
#include "string.h"

size_t strlen(const char *text) {
  const char *end = text;
  while (*end != '\0') end++;
  return (size_t)(end - text);
}

int strcmp(const char *left, const char *right) {
  while (*left != '\0' && *left == *right) left++, right++;
  return (unsigned char)*left - (unsigned char)*right;
}

int strncmp(const char *left, const char *right, size_t size) {
  while (size != 0 && *left != '\0' && *left == *right) left++, right++, size--;
  return size == 0 ? 0 : (unsigned char)*left - (unsigned char)*right;
}

static int Lower(int c) { return c >= 'A' && c <= 'Z' ? c + 0x20 : c; }

int _stricmp(const char *left, const char *right) {
  while (*left != '\0' && Lower(*left) == Lower(*right)) left++, right++;
  return Lower((unsigned char)*left) - Lower((unsigned char)*right);
}

char *strcpy(char *destination, const char *source) {
  char *to = destination;
  while ((*to++ = *source++) != '\0') {
  }
  return destination;
}

char *strncpy(char *destination, const char *source, size_t size) {
  size_t i = 0;
  for (; i < size && source[i] != '\0'; i++) destination[i] = source[i];
  for (; i < size; i++) destination[i] = '\0';
  return destination;
}

char *strcat(char *destination, const char *source) {
  strcpy(destination + strlen(destination), source);
  return destination;
}

char *strchr(const char *text, int character) {
  for (;; text++) {
    if (*text == (char)character) return (char *)text;
    if (*text == '\0') return NULL;
  }
}

char *strrchr(const char *text, int character) {
  const char *found = NULL;
  for (;; text++) {
    if (*text == (char)character) found = text;
    if (*text == '\0') return (char *)found;
  }
}

char *strstr(const char *text, const char *part) {
  size_t size = strlen(part);
  for (; *text != '\0'; text++) {
    if (strncmp(text, part, size) == 0) return (char *)text;
  }
  return size == 0 ? (char *)text : NULL;
}

size_t wcslen(const wchar_t *text) {
  const wchar_t *end = text;
  while (*end != 0) end++;
  return (size_t)(end - text);
}
