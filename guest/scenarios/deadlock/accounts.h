// SPDX-License-Identifier: MIT
#pragma once

#include "windows.h"

#ifdef ACCOUNTS_BUILD
#define ACCOUNTS_API __declspec(dllexport) __attribute__((noinline))
#else
#define ACCOUNTS_API __declspec(dllimport)
#endif

#define MOST_ACCOUNTS 40
#define MOST_REQUESTS 1024

typedef struct _ACCOUNT {
#if VARIANT == 1
  char Owner[16];
#elif VARIANT == 2
  int History[6];
#endif
  int Balance;
  int Number;
  unsigned __int64 Serial;
  CRITICAL_SECTION Lock;
  int Bookings;
} ACCOUNT;

// What a thread asked for or gave back.
typedef struct _REQUEST {
  LONG Sequence;  // from 1 on
  DWORD Thread;
  CRITICAL_SECTION *Lock;
  int Kind;  // 1: asked for, 2: given back
} REQUEST;

// In the order of their numbers.
ACCOUNTS_API ACCOUNT *OpenAccount(int number, int balance, unsigned __int64 serial);
ACCOUNTS_API void AcquireAccount(ACCOUNT *account);
ACCOUNTS_API void ReleaseAccount(ACCOUNT *account);
// The caller has acquired both.
ACCOUNTS_API void MoveAmount(ACCOUNT *from, ACCOUNT *to, int amount);
