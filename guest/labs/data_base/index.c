/* SPDX-License-Identifier: MIT */
/* The DLL of DataBase.exe. */
#define INDEX_DLL
#include "index.h"

#include "windows.h"

static int first = 17, second = 42;
static int *volatile steps[] = {&first, &second}; /* two addresses that the loader has to relocate */

INDEX_API __declspec(noinline) int IndexOf(int record) { return record * *steps[0] + *steps[1]; }

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, LPVOID reserved) { return TRUE; }
