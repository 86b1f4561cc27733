// SPDX-License-Identifier: MIT
// Source: ISO C, MSDN.
#pragma once

#include "crtdefs.h"
#include "wcstring.h"

_CRT_BEGIN_C_HEADER

void *memset(void *destination, int value, size_t size);
void *memcpy(void *destination, const void *source, size_t size);
void *memmove(void *destination, const void *source, size_t size);
int memcmp(const void *left, const void *right, size_t size);
void *memchr(const void *block, int value, size_t size);
size_t strlen(const char *text);
size_t strnlen(const char *text, size_t size);
int strcmp(const char *left, const char *right);
int strncmp(const char *left, const char *right, size_t size);
int strcoll(const char *left, const char *right);
size_t strxfrm(char *destination, const char *source, size_t size);
int _stricmp(const char *left, const char *right);
int _strnicmp(const char *left, const char *right, size_t size);
int stricmp(const char *left, const char *right);
int strnicmp(const char *left, const char *right, size_t size);
char *strcpy(char *destination, const char *source);
char *strncpy(char *destination, const char *source, size_t size);
char *strcat(char *destination, const char *source);
char *strncat(char *destination, const char *source, size_t size);
char *strchr(const char *text, int character);
char *strrchr(const char *text, int character);
char *strstr(const char *text, const char *part);
size_t strspn(const char *text, const char *set);
size_t strcspn(const char *text, const char *set);
char *strpbrk(const char *text, const char *set);
char *strtok(char *text, const char *separators);
char *strerror(int error);
char *_strdup(const char *text);
char *strdup(const char *text);
char *_strrev(char *text);
char *_strlwr(char *text);
char *_strupr(char *text);


// Checked: a call that is refused goes to the invalid parameter handler (stdlib.h).
errno_t strcpy_s(char *destination, size_t size, const char *source);
errno_t strncpy_s(char *destination, size_t size, const char *source, size_t count);
errno_t strcat_s(char *destination, size_t size, const char *source);
errno_t strncat_s(char *destination, size_t size, const char *source, size_t count);
errno_t wcscpy_s(wchar_t *destination, size_t size, const wchar_t *source);
errno_t wcscat_s(wchar_t *destination, size_t size, const wchar_t *source);
errno_t memcpy_s(void *destination, size_t size, const void *source, size_t count);
errno_t memmove_s(void *destination, size_t size, const void *source, size_t count);
char *strtok_s(char *text, const char *separators, char **context);

_CRT_END_C_HEADER
