// SPDX-License-Identifier: MIT
#pragma once

#include "stddef.h"

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void free(void *block);
int atoi(const char *text);
long strtol(const char *text, char **end, int base);
int abs(int value);
void srand(unsigned int seed);
int rand(void);
#define RAND_MAX 0x7fff
void exit(int code);
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
