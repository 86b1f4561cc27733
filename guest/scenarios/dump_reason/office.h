// SPDX-License-Identifier: MIT
#pragma once

#include "letters.h"
#include "windows.h"

#define MOST_CARRIERS 7
#define LETTERS 120

typedef struct _OFFICE {
  char Name[16 + VARIANT * 8];
  int Carriers;
  int Pause;  // milliseconds
  CRITICAL_SECTION Table;
  int Given, Done;
  HANDLE Arrived;  // semaphore
  HANDLE Closing;  // event
  HANDLE Threads[MOST_CARRIERS + 1];
  LETTER *Letters[LETTERS];
} OFFICE;

OFFICE *OpenOffice(void);
DWORD WINAPI CarrierThread(LPVOID parameter);
DWORD WINAPI CounterThread(LPVOID parameter);
