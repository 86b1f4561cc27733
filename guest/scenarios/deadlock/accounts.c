// SPDX-License-Identifier: MIT
#define ACCOUNTS_BUILD
#include "accounts.h"
#include "stdlib.h"

ACCOUNT *OpenAccount(int number, int balance) {
  ACCOUNT *account = calloc(1, sizeof(ACCOUNT));
  account->Number = number;
  account->Balance = balance;
  InitializeCriticalSection(&account->Lock);
  return account;
}

#if VARIANT == 2
static NOINLINE void EnterAccount(ACCOUNT *account, int bookings) {
  EnterCriticalSection(&account->Lock);
  account->History[bookings % 6] = account->Balance;
}
#endif

void AcquireAccount(ACCOUNT *account) {
#if VARIANT == 2
  EnterAccount(account, account->Bookings);
#else
  EnterCriticalSection(&account->Lock);
#endif
  account->Bookings++;
}

void ReleaseAccount(ACCOUNT *account) { LeaveCriticalSection(&account->Lock); }

void MoveAmount(ACCOUNT *from, ACCOUNT *to, int amount) {
  from->Balance -= amount;
  to->Balance += amount;
}
