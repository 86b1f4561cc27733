// SPDX-License-Identifier: MIT
#pragma once

#include "seats.h"
#include "windows.h"

typedef struct _EVENING {
  char Play[16 + VARIANT * 8];
  int Group;
  int Next;  // number of the next booking
  HOUSE *House;
  HANDLE Curtain;  // event
} EVENING;

EVENING *CreateEvening(void);
DWORD WINAPI BookingThread(LPVOID parameter);
