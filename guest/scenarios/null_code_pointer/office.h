// SPDX-License-Identifier: MIT
#pragma once

#include "forms.h"
#include "windows.h"

#define TABLES 4

typedef struct _OFFICE {
  char Name[20 + VARIANT * 8];
  int Count;
  int Done;
  REQUEST *Requests;
  FORM_TABLE *Tables[TABLES];  // one by the year; the last one is not in use yet
  HANDLE Closed;               // event
} OFFICE;

OFFICE *CreateOffice(void);
DWORD WINAPI CounterThread(LPVOID parameter);
