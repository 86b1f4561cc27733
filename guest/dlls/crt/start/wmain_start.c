// SPDX-License-Identifier: MIT
// Entry point of console programs with wide arguments.
#include "command_line.h"
#include "initializers.h"
#include "stdlib.h"
#include "windows.h"

#define STARTUP_FAILURE 255

int wmain(int argc, wchar_t **argv);

static wchar_t *Widen(const char *text) {
  int length = MultiByteToWideChar(CP_ACP, 0, text, -1, NULL, 0);
  wchar_t *wide = malloc((size_t)length * sizeof(wchar_t));
  if (wide != NULL) MultiByteToWideChar(CP_ACP, 0, text, -1, (LPWSTR)wide, length);
  return wide;
}

NOINLINE void wmainCRTStartup(void) {
  if (_make_arguments() != 0 || _initialize_program() != 0) ExitProcess(STARTUP_FAILURE);
  wchar_t **words = calloc((size_t)__argc + 1, sizeof(wchar_t *));
  for (int i = 0; words != NULL && i < __argc; i++) words[i] = Widen(__argv[i]);
  if (words == NULL) ExitProcess(STARTUP_FAILURE);
  exit(wmain(__argc, words));
}
