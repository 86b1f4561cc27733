// SPDX-License-Identifier: MIT
// Fails, ends or runs as its argument says; "thread" in front lets another thread do it.
#include <stdio.h>
#include <string.h>
#include <windows.h>

static volatile int zero;

static NOINLINE int Faulting(void) { return *(volatile int *)0x24; }

static NOINLINE int Dividing(void) { return 7 / zero; }

static NOINLINE int Raising(void) {
  RaiseException(0xe0001234, 0, 0, NULL);
  return 0;
}

static NOINLINE int Spinning(void) {
  for (;;) zero = zero * 3;
}

static NOINLINE int Reading(void) {
  static char buffer[0x4000];
  DWORD done;
  HANDLE file = CreateFileA("C:\\data.bin", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
  return ReadFile(file, buffer, sizeof(buffer), &done, NULL) ? (int)done : -1;
}

static NOINLINE int Ending(void) {
  ExitThread(5);
  return 0;
}

static NOINLINE int EndingAll(void) {
  ExitProcess(6);
  return 0;
}

static NOINLINE int Killing(void) { return TerminateProcess(GetCurrentProcess(), 7); }

static NOINLINE int Caught(void) {
  __try {
    return Faulting();
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return 1;
  }
}

static const struct {
  const char *word;
  int (*function)(void);
} ways[] = {{"fault", Faulting}, {"divide", Dividing}, {"raise", Raising},        {"spin", Spinning}, {"read", Reading},
            {"end", Ending},     {"exit", EndingAll},  {"terminate", Killing}, {"caught", Caught}};

static NOINLINE int Fail(const char *word) {
  for (unsigned i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
    if (strcmp(ways[i].word, word) == 0) return ways[i].function();
  }
  return 99;
}

static DWORD WINAPI FailingThread(void *word) { return (DWORD)Fail(word); }

int main(int argc, char **argv) {
  if (argc == 3) {
    HANDLE thread = CreateThread(NULL, 0, FailingThread, argv[2], 0, NULL);
    return WaitForSingleObject(thread, INFINITE) != WAIT_OBJECT_0;
  }
  return Fail(argv[1]);
}
