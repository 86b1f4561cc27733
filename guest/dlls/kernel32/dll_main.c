// SPDX-License-Identifier: MIT
#include "base.h"

BOOL WINAPI BaseDllInitialize(HMODULE hinstDLL, DWORD fdwReason, LPVOID lpvReserved) {
  if (fdwReason == DLL_PROCESS_ATTACH) LdrDisableThreadCalloutsForDll(hinstDLL);
  return TRUE;
}
