// SPDX-License-Identifier: MIT
// Tables of functions that run before main. Letters order them: A and Z are the ends, U is C++'s.
#pragma once

typedef int(__cdecl *_PIFV)(void);
typedef void(__cdecl *_PVFV)(void);

// Runs `function` before C++ constructors, in objects that are linked in.
#define C_INITIALIZER(letter, function) \
  static _PIFV const function##Pointer \
      __attribute__((section(".CRT$XI" letter), used)) = function

int _initialize_program(void);
