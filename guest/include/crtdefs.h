// SPDX-License-Identifier: MIT
// What the headers of the C run-time library share.
#pragma once

#include "stddef.h"

#ifdef __cplusplus
#define _CRT_BEGIN_C_HEADER extern "C" {
#define _CRT_END_C_HEADER }
#else
#define _CRT_BEGIN_C_HEADER
#define _CRT_END_C_HEADER
#endif

typedef int intptr_t;
typedef unsigned int uintptr_t;
typedef int errno_t;
typedef long __time32_t;
typedef long long __time64_t;
typedef long time_t;  // XP's C run-time library: 32 bits
#define _TIME_T_DEFINED
#define _TRUNCATE ((size_t)-1)
