// SPDX-License-Identifier: MIT
#pragma once

#include "parts.h"
#include "windows.h"

typedef struct _PLAN {
  char Product[16 + VARIANT * 12];
  int Count;
  int Total;
  int Pages;
  PART *Parts;
  HANDLE Ready;  // event
} PLAN;

PLAN *CreatePlan(void);
DWORD WINAPI ScaleThread(LPVOID parameter);
// Its pages are held together, one inside the other, while it waits for the weight.
DWORD WINAPI PrinterThread(LPVOID parameter);
