/* SPDX-License-Identifier: MIT */
#include "windows.h"

static int calls;

__declspec(dllexport) int North(int value) { return value + ++calls; }

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, LPVOID reserved) { return TRUE; }
