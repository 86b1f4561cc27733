// SPDX-License-Identifier: MIT
#pragma once

#include "forms.h"
#include "windows.h"

typedef struct _OFFICE {
  char Name[20 + VARIANT * 8];
  int Count;
  int Done;
  REQUEST *Requests;
  FORM_TABLE *Forms;
  FORM_TABLE *NextYear;  // not in use yet
  HANDLE Closed;         // event
} OFFICE;

OFFICE *CreateOffice(void);
DWORD WINAPI CounterThread(LPVOID parameter);
