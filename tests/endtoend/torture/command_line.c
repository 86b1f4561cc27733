// SPDX-License-Identifier: MIT
// Arguments, environment, last errors of failing calls.
#include <string.h>

#include "torture.h"

int main(int argc, char **argv) {
  char value[64];
  printf("arguments %d\n", argc - 1);
  for (int i = 1; i < argc; i++) printf("[%s]\n", argv[i]);
  const char *line = GetCommandLine();
  const char *rest = strstr(line, "one");
  printf("rest of the line: %s\n", rest != NULL ? rest : "");
  SetLastError(0);
  printf("no such variable: %u", (unsigned)GetEnvironmentVariableA("NO_SUCH_NAME", value, 64));
  printf(", error %u\n", (unsigned)GetLastError());
  printf("SystemRoot has a value: %d\n", GetEnvironmentVariableA("SystemRoot", value, 64) > 0);
  DWORD length = GetEnvironmentVariableA("SystemRoot", value, 64);
  printf("too small a buffer: one more than the length %d\n",
         GetEnvironmentVariableA("SystemRoot", value, 2) == length + 1);
  printf("close of no handle: %d", CloseHandle((HANDLE)0x7ffc));
  printf(", error %u\n", (unsigned)GetLastError());
  HANDLE file =
      CreateFile("C:\\nosuchfile.txt", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
  printf("no such file: %d, error %u\n", file == INVALID_HANDLE_VALUE, (unsigned)GetLastError());
  printf("wait on nothing: %x", (unsigned)WaitForSingleObject((HANDLE)0x7ffc, 0));
  printf(", error %u\n", (unsigned)GetLastError());
  printf("release of an event as a mutant: %d",
         ReleaseMutex(CreateEvent(NULL, TRUE, FALSE, NULL)));
  printf(", error %u\n", (unsigned)GetLastError());
  return 0;
}
