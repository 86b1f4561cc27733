// SPDX-License-Identifier: MIT
// Entry point of DLLs that need initializers: C++ constructors, getenv, printf.
#include "initializers.h"
#include "terminators.h"
#include "windows.h"

BOOL WINAPI DllMain(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID lpvReserved);
void _terminate_program(void);

NOINLINE BOOL WINAPI _DllMainCRTStartup(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID lpvReserved) {
  if (fdwReason == DLL_PROCESS_ATTACH && _initialize_program() != 0) return FALSE;
  BOOL result = DllMain(hinstDLL, fdwReason, lpvReserved);
  if (fdwReason == DLL_PROCESS_DETACH) {
    if (_run_at_exit != NULL) _run_at_exit();
    _terminate_program();
  }
  return result;
}
