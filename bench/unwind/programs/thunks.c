// SPDX-License-Identifier: MIT
// Jumps to other functions: import thunks, forwarders and calls in tail position.
#include <windows.h>

static volatile int sink;
static CRITICAL_SECTION section;

/* As a linker makes them for declarations without dllimport. */
__asm__(
    ".globl _TickThunk\n_TickThunk:\n  jmp *__imp__GetTickCount@0\n"
    ".globl _LengthThunk@4\n_LengthThunk@4:\n  jmp *__imp__lstrlenA@4\n");
unsigned long TickThunk(void);
int __attribute__((stdcall)) LengthThunk(const char *text);

static NOINLINE int Last(int n) { return n * 2 + sink; }
static NOINLINE int Forward(int n) { return Last(n + 1); }
static NOINLINE int Choose(int n) { return n % 2 ? Forward(n) : Last(n); }

static NOINLINE int Locked(int n) {
  EnterCriticalSection(&section);
  int result = Choose(n) + (int)TickThunk();
  SetLastError((DWORD)result);
  LeaveCriticalSection(&section);
  return result + (int)GetLastError();
}
static NOINLINE int Measure(const char *text) { return LengthThunk(text) + Locked(text[0]); }

int main(void) {
  InitializeCriticalSection(&section);
  for (int i = 0; i < 60; i++) sink += Measure("some text");
  return Measure(NULL);
}
