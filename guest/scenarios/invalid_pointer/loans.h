// SPDX-License-Identifier: MIT
#pragma once

#include "catalog.h"
#include "windows.h"

typedef struct _LIBRARY {
  char Notice[48 + VARIANT * 8];
  int Loans;
  CATALOG *Catalog;
  HANDLE Evening;  // event
} LIBRARY;

LIBRARY *CreateLibrary(void);
DWORD WINAPI CountingThread(LPVOID parameter);
