// SPDX-License-Identifier: MIT
#pragma once

#include "crtdefs.h"

typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long long int64_t;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long long uint64_t;
typedef signed char int_least8_t;
typedef short int_least16_t;
typedef int int_least32_t;
typedef long long int_least64_t;
typedef unsigned char uint_least8_t;
typedef unsigned short uint_least16_t;
typedef unsigned int uint_least32_t;
typedef unsigned long long uint_least64_t;
typedef signed char int_fast8_t;
typedef int int_fast16_t;
typedef int int_fast32_t;
typedef long long int_fast64_t;
typedef unsigned char uint_fast8_t;
typedef unsigned int uint_fast16_t;
typedef unsigned int uint_fast32_t;
typedef unsigned long long uint_fast64_t;
typedef long long intmax_t;
typedef unsigned long long uintmax_t;

#define INT8_MAX 0x7f
#define INT8_MIN (-0x7f - 1)
#define UINT8_MAX 0xff
#define INT_LEAST8_MAX 0x7f
#define INT_LEAST8_MIN (-0x7f - 1)
#define UINT_LEAST8_MAX 0xff
#define INT_FAST8_MAX 0x7f
#define INT_FAST8_MIN (-0x7f - 1)
#define UINT_FAST8_MAX 0xff
#define INT16_MAX 0x7fff
#define INT16_MIN (-0x7fff - 1)
#define UINT16_MAX 0xffff
#define INT_LEAST16_MAX 0x7fff
#define INT_LEAST16_MIN (-0x7fff - 1)
#define UINT_LEAST16_MAX 0xffff
#define INT_FAST16_MAX 0x7fffffff
#define INT_FAST16_MIN (-0x7fffffff - 1)
#define UINT_FAST16_MAX 0xffffffffu
#define INT32_MAX 0x7fffffff
#define INT32_MIN (-0x7fffffff - 1)
#define UINT32_MAX 0xffffffffu
#define INT_LEAST32_MAX 0x7fffffff
#define INT_LEAST32_MIN (-0x7fffffff - 1)
#define UINT_LEAST32_MAX 0xffffffffu
#define INT_FAST32_MAX 0x7fffffff
#define INT_FAST32_MIN (-0x7fffffff - 1)
#define UINT_FAST32_MAX 0xffffffffu
#define INT64_MAX 0x7fffffffffffffffLL
#define INT64_MIN (-0x7fffffffffffffffLL - 1)
#define UINT64_MAX 0xffffffffffffffffULL
#define INT_LEAST64_MAX 0x7fffffffffffffffLL
#define INT_LEAST64_MIN (-0x7fffffffffffffffLL - 1)
#define UINT_LEAST64_MAX 0xffffffffffffffffULL
#define INT_FAST64_MAX 0x7fffffffffffffffLL
#define INT_FAST64_MIN (-0x7fffffffffffffffLL - 1)
#define UINT_FAST64_MAX 0xffffffffffffffffULL
#define INTPTR_MAX 0x7fffffff
#define INTPTR_MIN (-0x7fffffff - 1)
#define UINTPTR_MAX 0xffffffffu
#define INTMAX_MAX INT64_MAX
#define INTMAX_MIN INT64_MIN
#define UINTMAX_MAX UINT64_MAX
#define PTRDIFF_MAX 0x7fffffff
#define PTRDIFF_MIN (-0x7fffffff - 1)
#ifndef SIZE_MAX
#define SIZE_MAX 0xffffffffu
#endif
#define INT8_C(value) value
#define INT16_C(value) value
#define INT32_C(value) value
#define INT64_C(value) value##LL
#define UINT8_C(value) value
#define UINT16_C(value) value
#define UINT32_C(value) value##U
#define UINT64_C(value) value##ULL
#define INTMAX_C(value) value##LL
#define UINTMAX_C(value) value##ULL
