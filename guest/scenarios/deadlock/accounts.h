// SPDX-License-Identifier: MIT
#pragma once

#include "windows.h"

#ifdef ACCOUNTS_BUILD
#define ACCOUNTS_API __declspec(dllexport) __attribute__((noinline))
#else
#define ACCOUNTS_API __declspec(dllimport)
#endif

typedef struct _ACCOUNT {
#if VARIANT == 1
  char Owner[16];
#endif
  int Number;
  int Balance;
#if VARIANT == 2
  int History[6];
#endif
  CRITICAL_SECTION Lock;
  int Bookings;
} ACCOUNT;

ACCOUNTS_API ACCOUNT *OpenAccount(int number, int balance);
ACCOUNTS_API void AcquireAccount(ACCOUNT *account);
ACCOUNTS_API void ReleaseAccount(ACCOUNT *account);
// The caller has acquired both.
ACCOUNTS_API void MoveAmount(ACCOUNT *from, ACCOUNT *to, int amount);
