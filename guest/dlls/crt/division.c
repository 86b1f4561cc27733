// SPDX-License-Identifier: MIT
// 64-bit division for the compiler: stdcall in effect, but not decorated.

typedef unsigned long long u64;
typedef long long s64;

u64 __stdcall _aulldiv(u64 left, u64 right) __asm__("__aulldiv");
u64 __stdcall _aullrem(u64 left, u64 right) __asm__("__aullrem");
s64 __stdcall _alldiv(s64 left, s64 right) __asm__("__alldiv");
s64 __stdcall _allrem(s64 left, s64 right) __asm__("__allrem");

static u64 DivideWide(u64 left, u64 right, u64 *remainder) {
  if (right == 0) __asm__ volatile("divl %0" : : "r"(0) : "eax", "edx");  // raises #DE, as the processor would
  u64 quotient = 0;
  u64 rest = 0;
  for (int bit = 63; bit >= 0; bit--) {
    u64 carry = rest >> 63;
    rest = rest << 1 | (left >> bit & 1);
    if (carry || rest >= right) {
      rest -= right;
      quotient |= 1ull << bit;
    }
  }
  *remainder = rest;
  return quotient;
}

u64 __stdcall _aulldiv(u64 left, u64 right) {
  u64 rest;
  return DivideWide(left, right, &rest);
}

u64 __stdcall _aullrem(u64 left, u64 right) {
  u64 rest;
  DivideWide(left, right, &rest);
  return rest;
}

static u64 Magnitude(s64 value) { return value < 0 ? 0 - (u64)value : (u64)value; }

s64 __stdcall _alldiv(s64 left, s64 right) {
  u64 rest;
  u64 quotient = DivideWide(Magnitude(left), Magnitude(right), &rest);
  return (left < 0) != (right < 0) ? (s64)(0 - quotient) : (s64)quotient;
}

s64 __stdcall _allrem(s64 left, s64 right) {
  u64 rest;
  DivideWide(Magnitude(left), Magnitude(right), &rest);
  return left < 0 ? (s64)(0 - rest) : (s64)rest;
}
