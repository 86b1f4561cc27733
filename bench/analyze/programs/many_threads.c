// SPDX-License-Identifier: MIT
// Forty threads that wait below a few functions of their own.
#include <windows.h>

enum { kOthers = 39 };

static HANDLE never;
static volatile int sink;

static NOINLINE DWORD Wait(int n) { return n == 0 ? WaitForSingleObject(never, INFINITE) : Wait(n - 1) + (DWORD)sink; }
static DWORD WINAPI Worker(void *n) { return Wait((int)n % 12) + 1; }

int main(void) {
  never = CreateEventA(NULL, TRUE, FALSE, NULL);
  for (int i = 0; i < kOthers; i++) CreateThread(NULL, 0, Worker, (void *)(ULONG_PTR)i, 0, NULL);
  return (int)Wait(3);
}
