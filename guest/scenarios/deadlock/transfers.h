// SPDX-License-Identifier: MIT
#pragma once

#include "accounts.h"

typedef struct _DESK {
  struct _BRANCH *Branch;
  ACCOUNT *From;
  ACCOUNT *To;
  int Amount;
  HANDLE Opened;         // event: this desk has begun its last transfer
  struct _DESK *Other;
} DESK;

typedef struct _BRANCH {
  char Name[16 + VARIANT * 12];
  int Rounds;
  ACCOUNT *Giro, *Savings;
  DESK Desks[2];
  HANDLE Evening;  // event
} BRANCH;

BRANCH *CreateBranch(void);
DWORD WINAPI DepositThread(LPVOID parameter);
DWORD WINAPI WithdrawalThread(LPVOID parameter);
