// SPDX-License-Identifier: MIT
#pragma once

#include "feed.h"
#include "windows.h"

#define MOST_WORKERS 6

typedef struct _HALL {
  char Source[16 + VARIANT * 8];
  int Workers;
  int Count;
  int Pause;  // milliseconds
  int Given, Done;
  ARTICLE *Articles;
  CRITICAL_SECTION Table;
  HANDLE Arrived;  // semaphore
  HANDLE Closing;  // event
  HANDLE Threads[MOST_WORKERS + 2];
} HALL;

HALL *CreateHall(void);
DWORD WINAPI WorkerThread(LPVOID parameter);
DWORD WINAPI ReceivingThread(LPVOID parameter);
DWORD WINAPI ReportThread(LPVOID parameter);
