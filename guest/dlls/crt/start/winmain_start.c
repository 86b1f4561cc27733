// SPDX-License-Identifier: MIT
// Entry point of programs with windows.
#include "command_line.h"
#include "initializers.h"
#include "stdlib.h"
#include "windows.h"

#define STARTUP_FAILURE 255
#define SW_SHOWDEFAULT 10

int WINAPI WinMain(HINSTANCE hInstance, HINSTANCE hPrevInstance, LPSTR lpCmdLine, int nShowCmd);

// The command line behind the program's name.
static LPSTR Arguments(LPSTR line) {
  BOOL quoted = FALSE;
  for (; *line != '\0' && (quoted || (*line != ' ' && *line != '\t')); line++) {
    if (*line == '"') quoted = !quoted;
  }
  while (*line == ' ' || *line == '\t') line++;
  return line;
}

NOINLINE void WinMainCRTStartup(void) {
  if (_make_arguments() != 0 || _initialize_program() != 0) ExitProcess(STARTUP_FAILURE);
  exit(WinMain(GetModuleHandleA(NULL), NULL, Arguments(GetCommandLineA()), SW_SHOWDEFAULT));
}
