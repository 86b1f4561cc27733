// SPDX-License-Identifier: MIT
#include "math.h"

double sinh(double x) {
  double size = fabs(x);
  double result;
  if (size > 700) {
    double half = exp(size / 2);
    result = half / 2 * half;
  } else {
    double grown = expm1(size);
    result = (grown + grown / (grown + 1)) / 2;
  }
  return copysign(result, x);
}

double cosh(double x) {
  double size = fabs(x);
  if (size > 700) {
    double half = exp(size / 2);
    return half / 2 * half;
  }
  double grown = exp(size);
  return (grown + 1 / grown) / 2;
}

double tanh(double x) {
  if (fabs(x) > 20) return copysign(1, x);
  double grown = expm1(2 * x);
  return isnan(x) ? x : grown / (grown + 2);
}
