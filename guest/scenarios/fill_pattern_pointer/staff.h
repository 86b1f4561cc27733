// SPDX-License-Identifier: MIT
#pragma once

#include "records.h"
#include "windows.h"

typedef struct _TARIFF {
  int Group;
  int Hourly;  // cents
#if VARIANT == 1
  int Bonus;
#endif
} TARIFF;

typedef struct _PERSON {
#if VARIANT == 2
  char Initials[8];
#endif
  int Number;
  int Hours;
#if VARIANT == 1
  int Overtime;
#endif
  TARIFF *Tariff;
  unsigned int Serial[2];
} PERSON;

typedef struct _DEPARTMENT {
  char Name[16 + VARIANT * 8];
  int Count;
  int Paid;
  TARIFF Tariffs[4];
  PERSON **Staff;
  POOL *Pool;
  HANDLE Payday;  // event
} DEPARTMENT;

DEPARTMENT *CreateDepartment(void);
DWORD WINAPI WagesThread(LPVOID parameter);
