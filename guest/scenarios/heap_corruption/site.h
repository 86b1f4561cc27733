// SPDX-License-Identifier: MIT
#pragma once

#include "charts.h"

typedef struct _SITE {
  char Name[16 + VARIANT * 8];
  HANDLE Heap;   // of all channels and charts
  HANDLE Spare;  // a second heap, for notes
  int Count;
  int Capacity;
  int Loud;   // the channel with more samples than it has room for
  int Extra;  // how many more
  int Level;
  SCALE Scale;
  CHANNEL **Channels;
  HANDLE Recorded;  // event
} SITE;

SITE *CreateSite(void);
DWORD WINAPI RecordingThread(LPVOID parameter);
