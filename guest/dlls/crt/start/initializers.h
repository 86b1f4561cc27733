// SPDX-License-Identifier: MIT
// Tables of functions that run before main. Letters order them: A and Z are the ends, U is C++'s.
#pragma once

typedef int(__cdecl *_PIFV)(void);
typedef void(__cdecl *_PVFV)(void);

// Runs `function` before C++ constructors, in objects that are linked in.
#define C_INITIALIZER(letter, function) \
  static _PIFV const function##Pointer \
      __attribute__((section(".CRT$XI" letter), used)) = function

// Runs `function` at exit, after the functions of atexit.
#define TERMINATOR(letter, function) \
  static _PVFV const function##Pointer \
      __attribute__((section(".CRT$XT" letter), used)) = function

int _initialize_program(void);
