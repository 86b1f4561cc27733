// SPDX-License-Identifier: MIT
#pragma once

#include "windows.h"

#ifdef SHEETS_BUILD
#define SHEETS_API __declspec(dllexport) __attribute__((noinline))
#else
#define SHEETS_API __declspec(dllimport)
#endif

typedef struct _SHEET {
  char Code[2];
  unsigned short Scale;
  unsigned int Bytes;
  unsigned __int64 Serial;
#if VARIANT == 1
  char Title[24];
#endif
  unsigned int Points[1];
} SHEET;

SHEETS_API void CorrectSheets(int page, unsigned int value);
// Writes a sheet of so many pages into a file and maps it.
SHEETS_API SHEET *DrawSheet(int number, const char *code, int pages, unsigned __int64 serial);
// A sheet that is in no file.
SHEETS_API SHEET *ScratchSheet(int pages, unsigned __int64 serial);
