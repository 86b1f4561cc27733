// SPDX-License-Identifier: MIT
// Functions with frames of many kinds, run from `start` to its return. No library.

#define NOINLINE __attribute__((noinline))

volatile int sink;
volatile double real_sink;
int _fltused;

NOINLINE int leaf(int a, int b) { return a * 3 + b; }

NOINLINE int saves_many(int a, int b, int c, int d) {
  int w = leaf(a, b), x = leaf(b, c), y = leaf(c, d), z = leaf(d, a);
  int v = leaf(w, x), u = leaf(y, z), t = leaf(w, z);
  return leaf(leaf(w + x, y + z), leaf(v + u, t + a + b + c + d));
}

NOINLINE int fills(char* buffer, int size) {
  for (int i = 0; i < size; ++i) buffer[i] = (char)i;
  return buffer[size - 1];
}

NOINLINE int small_buffer(int a) {
  char buffer[100];
  return fills(buffer, (int)sizeof buffer) + leaf(a, a);
}

NOINLINE int large_buffer(int a) {
  char buffer[3000];
  return fills(buffer, 64) + leaf(a, buffer[5]);
}

// IA-32's stack probe moves the stack pointer by itself, which a trace of calls does not follow.
#ifdef __x86_64__
NOINLINE int variable_buffer(int a) {
  char* buffer = __builtin_alloca((unsigned)a * 16 + 16);
  int result = fills(buffer, a + 4);
  if (a > 4) result += leaf(a, result);
  return result + leaf(buffer[0], a);
}
#else
#define variable_buffer(a) leaf(a, a)
#endif

NOINLINE double real(double a) { return a * 1.5 + real_sink; }

NOINLINE double reals(double a, double b, int n) {
  double x = real(a), y = real(b), z = real(a + b);
  for (int i = 0; i < n; ++i) x += real(y + z + leaf(i, n));
  return real(x) + y * z + a + b;
}

NOINLINE int tail(int a) {
  char buffer[40];
  sink = fills(buffer, 40);
  return saves_many(a, sink, a, sink);
}

NOINLINE int recursive(int n) {
  if (n == 0) return leaf(1, 2);
  return recursive(n - 1) + leaf(n, sink);
}

typedef int (*Callback)(int, int);
Callback volatile callback = leaf;

NOINLINE int early_exits(int n) {
  int a = leaf(n, 1);
  if (n == 1) return a;
  int b = callback(a, n);
  if (n == 2) return a + b;
  return leaf(a, b) + callback(b, a);
}

NOINLINE int indirect_tail(int a) {
  int b = leaf(a, 9);
  sink = leaf(b, a);
  return callback(a, b);
}

int start(void) {
  int sum = saves_many(1, 2, 3, 4) + small_buffer(5) + large_buffer(6) + variable_buffer(3) + variable_buffer(7);
  real_sink = reals(1.25, 2.5, 3);
  sum += tail(8) + recursive(5) + early_exits(1) + early_exits(2) + early_exits(3) + indirect_tail(4);
#ifdef CHAINED
  extern int chained(int);
  sum += chained(sum);
#endif
  return sum;
}
