// SPDX-License-Identifier: MIT
// The "C" locale is the only one.
#pragma once

#include "crtdefs.h"

_CRT_BEGIN_C_HEADER

#define LC_ALL 0
#define LC_COLLATE 1
#define LC_CTYPE 2
#define LC_MONETARY 3
#define LC_NUMERIC 4
#define LC_TIME 5

struct lconv {
  char *decimal_point, *thousands_sep, *grouping;
};

char *setlocale(int category, const char *locale);
struct lconv *localeconv(void);

_CRT_END_C_HEADER
