// SPDX-License-Identifier: MIT
// Loads what its argument says into EBP and fails.
#include <stdlib.h>
#include <windows.h>

static volatile int sink;

enum { kZero, kSmall, kText, kCode, kLower, kHigher, kOdd, kKernel };

#define FAIL_WITH(value) \
  __asm__ volatile("movl %0, %%ebp\n\tmovl %%ebp, 0x24" : : "r"(value) : "memory")

static NOINLINE int Fail(unsigned what, int *local) {
  unsigned here = (unsigned)(ULONG_PTR)local;
  switch (what) {
    case kZero: FAIL_WITH(0); break;
    case kSmall: FAIL_WITH(0x18); break;
    case kText: FAIL_WITH(0x41414141); break;
    case kCode: FAIL_WITH((unsigned)(ULONG_PTR)&Fail); break;
    case kLower: FAIL_WITH(here - 0x800); break;
    case kHigher: FAIL_WITH(here + 0x60); break;
    case kOdd: FAIL_WITH(here + 3); break;
    default: FAIL_WITH(0xfffffff0); break;
  }
  return sink;
}

static NOINLINE int Inner(unsigned what, int n) {
  int values[10];
  for (int i = 0; i < 10; i++) values[i] = n * i + sink;
  return n == 0 ? Fail(what, values) : Inner(what, n - 1) + values[n];
}
static NOINLINE int Outer(unsigned what, int a, int b, int c) { return Inner(what, a) + b * c; }
static DWORD WINAPI Thread(void *what) { return (DWORD)Outer((unsigned)(ULONG_PTR)what, 4, 2, 9); }

int main(int argc, char **argv) {
  unsigned what = argc > 1 ? (unsigned)atoi(argv[1]) : 0;
  if (what % 2 == 0) return Outer(what, 6, 3, 1);
  HANDLE thread = CreateThread(NULL, 0, Thread, (void *)(ULONG_PTR)what, 0, NULL);
  return (int)WaitForSingleObject(thread, INFINITE);
}
