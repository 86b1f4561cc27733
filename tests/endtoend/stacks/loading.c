// SPDX-License-Identifier: MIT
#include <windows.h>

static NOINLINE HMODULE Load(void) { return LoadLibraryA("library.dll"); }

int main(void) { return Load() == NULL; }
