// SPDX-License-Identifier: MIT
#pragma once

#ifdef SHEETS_BUILD
#define SHEETS_API __declspec(dllexport) __attribute__((noinline))
#else
#define SHEETS_API __declspec(dllimport)
#endif

#include "windows.h"

#if VARIANT == 1
typedef WCHAR CHARACTER;
#else
typedef char CHARACTER;
#endif

#define NAME_ROOM 16

typedef struct _CATALOGUE {
  int Count;
  int Opened;
  unsigned int Sums[96];  // of the names that it has
} CATALOGUE;

SHEETS_API CATALOGUE *OpenCatalogue(void);
SHEETS_API void AddSheet(CATALOGUE *catalogue, const CHARACTER *name);
// Opens all sheets, in groups; gives their number. A name that the catalogue does not have is an error.
SHEETS_API int OpenAll(CATALOGUE *catalogue, CHARACTER **names, int count);
