// SPDX-License-Identifier: MIT
#pragma once

#include "accounts.h"

#define MOST_DESKS 20

typedef struct _DESK {
  struct _BRANCH *Branch;
  ACCOUNT *From;  // may be NULL
  ACCOUNT *To;    // NULL: none before a customer comes
  int Amount;
  int Pages;  // of the book of its account
} DESK;

typedef struct _BRANCH {
  char Name[16 + VARIANT * 12];
  int Rounds;
  int Count;  // of desks
  ACCOUNT *Till;
  DESK Desks[MOST_DESKS];
  LONG Closed;      // desks that have still to open their last book
  HANDLE Open;      // event: there are none
  HANDLE Customer;  // event
  HANDLE Evening;   // event
} BRANCH;

BRANCH *CreateBranch(void);
DWORD WINAPI DeskThread(LPVOID parameter);
