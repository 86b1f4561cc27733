// SPDX-License-Identifier: MIT
// Source: ISO C, MSDN.
#pragma once

#include "stdio.h"
#include "stdlib.h"
#include "wcstring.h"

typedef unsigned short wint_t;
#define WEOF ((wint_t)0xffff)
#ifndef WCHAR_MAX
#define WCHAR_MIN 0
#define WCHAR_MAX 0xffff
#endif
