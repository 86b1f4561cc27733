// SPDX-License-Identifier: MIT
#include "initializers.h"
#include "stddef.h"

#define IN_SECTION(name) __attribute__((section(name), used))
static _PIFV const first_c IN_SECTION(".CRT$XIA") = NULL;
static _PIFV const last_c IN_SECTION(".CRT$XIZ") = NULL;
static _PVFV const first_cpp IN_SECTION(".CRT$XCA") = NULL;
static _PVFV const last_cpp IN_SECTION(".CRT$XCZ") = NULL;
static _PVFV const first_terminator IN_SECTION(".CRT$XTA") = NULL;
static _PVFV const last_terminator IN_SECTION(".CRT$XTZ") = NULL;

// Not 0: a C initializer failed.
int _initialize_program(void) {
  for (const volatile _PIFV *p = &first_c + 1; p < &last_c; p++) {
    int result = *p != NULL ? (*p)() : 0;
    if (result != 0) return result;
  }
  for (const volatile _PVFV *p = &first_cpp + 1; p < &last_cpp; p++) {
    if (*p != NULL) (*p)();
  }
  return 0;
}

void _terminate_program(void) {
  for (const volatile _PVFV *p = &first_terminator + 1; p < &last_terminator; p++) {
    if (*p != NULL) (*p)();
  }
}
