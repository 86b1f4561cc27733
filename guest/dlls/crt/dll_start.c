// SPDX-License-Identifier: MIT
// Default entry of a DLL without a DllMain of its own.
#include "windows.h"

BOOL WINAPI DllMain(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID lpvReserved) { return TRUE; }
