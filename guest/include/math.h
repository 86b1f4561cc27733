// SPDX-License-Identifier: MIT
// Computed with the x87 instructions. Source: ISO C, MSDN.
#pragma once

#include "crtdefs.h"

_CRT_BEGIN_C_HEADER

#define HUGE_VAL __builtin_huge_val()
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf(x)
#define isfinite(x) __builtin_isfinite(x)
#define isnormal(x) __builtin_isnormal(x)
#define signbit(x) (__builtin_copysign(1.0, (double)(x)) < 0)
#define M_E 2.71828182845904523536
#define M_LOG2E 1.44269504088896340736
#define M_LOG10E 0.434294481903251827651
#define M_LN2 0.693147180559945309417
#define M_LN10 2.30258509299404568402
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_PI_4 0.785398163397448309616
#define M_1_PI 0.318309886183790671538
#define M_2_PI 0.636619772367581343076
#define M_SQRT2 1.41421356237309504880
#define M_SQRT1_2 0.707106781186547524401

double sin(double x);
double cos(double x);
double tan(double x);
double asin(double x);
double acos(double x);
double atan(double x);
double sinh(double x);
double cosh(double x);
double tanh(double x);
double exp(double x);
double exp2(double x);
double log(double x);
double log10(double x);
double log2(double x);
double sqrt(double x);
double cbrt(double x);
double fabs(double x);
double floor(double x);
double ceil(double x);
double round(double x);
double trunc(double x);
double rint(double x);
double log1p(double x);
double expm1(double x);
double atan2(double x, double y);
double pow(double x, double y);
double fmod(double x, double y);
double hypot(double x, double y);
double fmin(double x, double y);
double fmax(double x, double y);
double copysign(double x, double y);
double modf(double x, double *whole);
double frexp(double x, int *exponent);
double ldexp(double x, int exponent);
long lround(double x);
int _isnan(double x);
int _finite(double x);

static __inline float sinf(float x) { return (float)sin(x); }
static __inline float cosf(float x) { return (float)cos(x); }
static __inline float tanf(float x) { return (float)tan(x); }
static __inline float asinf(float x) { return (float)asin(x); }
static __inline float acosf(float x) { return (float)acos(x); }
static __inline float atanf(float x) { return (float)atan(x); }
static __inline float sinhf(float x) { return (float)sinh(x); }
static __inline float coshf(float x) { return (float)cosh(x); }
static __inline float tanhf(float x) { return (float)tanh(x); }
static __inline float expf(float x) { return (float)exp(x); }
static __inline float exp2f(float x) { return (float)exp2(x); }
static __inline float logf(float x) { return (float)log(x); }
static __inline float log10f(float x) { return (float)log10(x); }
static __inline float log2f(float x) { return (float)log2(x); }
static __inline float sqrtf(float x) { return (float)sqrt(x); }
static __inline float cbrtf(float x) { return (float)cbrt(x); }
static __inline float fabsf(float x) { return (float)fabs(x); }
static __inline float floorf(float x) { return (float)floor(x); }
static __inline float ceilf(float x) { return (float)ceil(x); }
static __inline float roundf(float x) { return (float)round(x); }
static __inline float truncf(float x) { return (float)trunc(x); }
static __inline float rintf(float x) { return (float)rint(x); }
static __inline float log1pf(float x) { return (float)log1p(x); }
static __inline float expm1f(float x) { return (float)expm1(x); }
static __inline float atan2f(float x, float y) { return (float)atan2(x, y); }
static __inline float powf(float x, float y) { return (float)pow(x, y); }
static __inline float fmodf(float x, float y) { return (float)fmod(x, y); }
static __inline float hypotf(float x, float y) { return (float)hypot(x, y); }
static __inline float fminf(float x, float y) { return (float)fmin(x, y); }
static __inline float fmaxf(float x, float y) { return (float)fmax(x, y); }
static __inline float copysignf(float x, float y) { return (float)copysign(x, y); }
static __inline float ldexpf(float x, int exponent) { return (float)ldexp(x, exponent); }
static __inline float frexpf(float x, int *exponent) { return (float)frexp(x, exponent); }
static __inline float modff(float x, float *whole) {
  double all;
  double rest = modf(x, &all);
  *whole = (float)all;
  return (float)rest;
}

_CRT_END_C_HEADER
