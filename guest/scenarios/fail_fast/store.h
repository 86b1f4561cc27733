// SPDX-License-Identifier: MIT
#pragma once

#include "shelves.h"
#include "windows.h"

typedef struct _STORE {
  char Keeper[40 + VARIANT * 4];
  int Pieces;
  SHELVES *Shelves;
  HANDLE Counted;  // event
} STORE;

STORE *CreateStore(void);
DWORD WINAPI InventoryThread(LPVOID parameter);
