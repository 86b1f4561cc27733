// SPDX-License-Identifier: MIT
// Arguments and results in the floating-point unit, frames that are aligned.
#include <math.h>
#include <windows.h>

static volatile double sink;

static NOINLINE double Square(double x) { return x * x; }
static NOINLINE double Derivative(double (*f)(double), double x) { return (f(x + 0.001) - f(x - 0.001)) / 0.002; }
static NOINLINE double Newton(double (*f)(double), double x, int steps) {
  for (int i = 0; i < steps; i++) x -= f(x) / Derivative(f, x);
  return x;
}
static NOINLINE double Curve(double x) { return Square(x) * x - 2 * Square(x) - 5; }
static NOINLINE double Area(double (*f)(double), double from, double to, int parts, double *each) {
  double sum = 0, step = (to - from) / parts;
  for (int i = 0; i < parts; i++) each[i] = f(from + i * step), sum += each[i] * step;
  return sum + sqrt(sum * sum);
}
static NOINLINE double Round(int n, double *each) {
  double values[8] __attribute__((aligned(16)));
  for (int i = 0; i < 8; i++) values[i] = Newton(Curve, n + i, 3);
  return Area(Curve, values[0], values[7] + n, 8, each) + Square(values[3]);
}

int main(void) {
  double each[8];
  for (int i = 1; i < 8; i++) sink += Round(i, each);
  return (int)Round(3, (double *)0x28);
}
