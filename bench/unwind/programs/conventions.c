// SPDX-License-Identifier: MIT
// cdecl, stdcall and fastcall functions with one to nine arguments call each other.
#include <windows.h>

static volatile int sink;
static int *volatile nowhere;

static NOINLINE int __attribute__((stdcall)) One(int a) { return a * 3 + sink; }
static NOINLINE int __attribute__((fastcall)) Two(int a, int b) { return One(a) - One(b); }
static NOINLINE int __attribute__((cdecl)) Three(int a, int b, int c) { return Two(a, b) + Two(b, c) + One(c); }
static NOINLINE int __attribute__((stdcall)) Five(int a, int b, int c, int d, int e) {
  return Three(a, b, c) * Three(c, d, e) + Two(e, a);
}
static NOINLINE int __attribute__((fastcall)) Seven(int a, int b, int c, int d, int e, int f, int g) {
  int sum = Five(a, b, c, d, e);
  sum += Five(c, d, e, f, g);
  return sum + One(b);
}
static NOINLINE int __attribute__((stdcall)) Nine(int a, int b, int c, int d, int e, int f, int g, int h, int i) {
  if (a == 77) return *nowhere + Seven(a, b, c, d, e, f, g);
  return Seven(a, b, c, d, e, f, g) - Seven(b, c, d, e, f, g, h) + Three(g, h, i);
}
static int (__attribute__((stdcall)) *const nine)(int, int, int, int, int, int, int, int, int) = Nine;

static NOINLINE int Round(int i) {
  int result = nine(i, 2, 3, i, 5, 6, i, 8, 9);
  return result + Nine(i + 1, i, i, i, i, i, i, i, result);
}

int main(void) {
  for (int i = 0; i < 76; i++) sink += Round(i);
  return Round(76);
}
