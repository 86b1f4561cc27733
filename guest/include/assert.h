// SPDX-License-Identifier: MIT
// May be included again after a change of NDEBUG.
#include "crtdefs.h"

_CRT_BEGIN_C_HEADER
__declspec(noreturn) void _assert(const char *expression, const char *file, unsigned line);
_CRT_END_C_HEADER

#undef assert
#ifdef NDEBUG
#define assert(expression) ((void)0)
#else
#define assert(expression) \
  ((void)((expression) || (_assert(#expression, __FILE__, __LINE__), 0)))
#endif
#ifndef __cplusplus
#undef static_assert
#define static_assert _Static_assert
#endif
