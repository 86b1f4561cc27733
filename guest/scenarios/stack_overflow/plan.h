// SPDX-License-Identifier: MIT
#pragma once

#include "parts.h"
#include "windows.h"

typedef struct _PLAN {
  char Product[16 + VARIANT * 12];
  int Count;
  int Total;
  PART *Parts;
  HANDLE Ready;  // event
} PLAN;

PLAN *CreatePlan(void);
DWORD WINAPI ScaleThread(LPVOID parameter);
