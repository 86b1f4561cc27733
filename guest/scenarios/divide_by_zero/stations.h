// SPDX-License-Identifier: MIT
#pragma once

#include "summary.h"
#include "windows.h"

typedef struct _REGION {
  int Hour;  // until which samples count
  int Count;
  STATION *Stations;
  char Name[20 + VARIANT * 8];
  HANDLE Fresh;    // event: new means
  HANDLE Closing;  // event
  int Rounds;
} REGION;

REGION *CreateRegion(void);
DWORD WINAPI SurveyThread(LPVOID parameter);
