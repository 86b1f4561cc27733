// SPDX-License-Identifier: MIT
#pragma once

#include "sheets.h"

typedef struct _SHEET_NAME {
  unsigned __int64 Serial;
  CHARACTER Text[NAME_ROOM];
} SHEET_NAME;

typedef struct _ATLAS {
  char Title[20 + VARIANT * 8];
  int Count;             // of sheets
  int Wanted;            // of them, to be opened now
  CHARACTER **Names;     // in the order of the sheets, NULL at the end
  CHARACTER **ByNumber;  // the same, sorted, NULL at the end
  CATALOGUE *Catalogue;
  HANDLE Plotted;  // event
} ATLAS;

ATLAS *CreateAtlas(void);
DWORD WINAPI OpeningThread(LPVOID parameter);
