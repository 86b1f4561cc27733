// SPDX-License-Identifier: MIT
// Entry points of programs and DLLs.
#include "stdlib.h"
#include "windows.h"

#define MOST_ARGUMENTS 32

int main(int argc, char **argv);

static char *arguments[MOST_ARGUMENTS + 1];

// Words are separated by blanks; a quoted part may hold blanks. The text is cut in place.
static int SplitCommandLine(char *text) {
  int count = 0;
  while (*text != '\0' && count < MOST_ARGUMENTS) {
    while (*text == ' ' || *text == '\t') text++;
    if (*text == '\0') break;
    char *to = text;
    int quoted = 0;
    arguments[count++] = text;
    while (*text != '\0' && (quoted || (*text != ' ' && *text != '\t'))) {
      if (*text == '"') {
        quoted = !quoted;
        text++;
      } else {
        *to++ = *text++;
      }
    }
    if (*text != '\0') text++;
    *to = '\0';
  }
  return count;
}

NOINLINE void mainCRTStartup(void) {
  char *line = GetCommandLineA();
  int length = lstrlenA(line);
  char *copy = malloc((size_t)length + 1);
  int count = 0;
  if (copy != NULL) count = SplitCommandLine(lstrcpyA(copy, line));
  ExitProcess((UINT)main(count, arguments));
}
