// SPDX-License-Identifier: MIT
// Imports library.dll, whose DllMain so runs while process and threads start and end.
#include <string.h>
#include <windows.h>

__declspec(dllimport) int Value(void);

static NOINLINE void Ending(void) { ExitThread(5); }

static DWORD WINAPI EndingThread(void *word) {
  if (strcmp(word, "thread") == 0) Ending();
  return 0;
}

int main(int argc, char **argv) {
  if (argc > 1) WaitForSingleObject(CreateThread(NULL, 0, EndingThread, argv[1], 0, NULL), INFINITE);
  return Value();
}
