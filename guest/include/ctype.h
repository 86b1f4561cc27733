// SPDX-License-Identifier: MIT
#pragma once

#include "crtdefs.h"

_CRT_BEGIN_C_HEADER

int isalpha(int c);
int isdigit(int c);
int isalnum(int c);
int isspace(int c);
int isblank(int c);
int isupper(int c);
int islower(int c);
int isxdigit(int c);
int ispunct(int c);
int isprint(int c);
int isgraph(int c);
int iscntrl(int c);
int toupper(int c);
int tolower(int c);
int __isascii(int c);
int __toascii(int c);
#define isascii __isascii
#define toascii __toascii

_CRT_END_C_HEADER
