// SPDX-License-Identifier: MIT
#define ACCOUNTS_BUILD
#include "accounts.h"
#include "mark.h"
#include "stdlib.h"

__declspec(dllexport) ACCOUNT *Accounts[MOST_ACCOUNTS];
static int AccountCount;

// A ring: the newest overwrites the oldest.
__declspec(dllexport) REQUEST Requests[MOST_REQUESTS];
static LONG RequestCount;

ACCOUNT *OpenAccount(int number, int balance, unsigned __int64 serial) {
  ACCOUNT *account = calloc(1, sizeof(ACCOUNT));
  account->Number = number;
  account->Balance = balance;
  account->Serial = serial;
  InitializeCriticalSection(&account->Lock);
  Accounts[AccountCount++] = account;
  MARK(account, &account->Lock, (unsigned int)(serial >> 32), (unsigned int)serial, number);
  return account;
}

static NOINLINE void NoteRequest(ACCOUNT *account, int kind) {
  LONG sequence = InterlockedIncrement(&RequestCount);
  REQUEST *request = &Requests[sequence % MOST_REQUESTS];
  request->Thread = GetCurrentThreadId();
  request->Lock = &account->Lock;
  request->Kind = kind;
  request->Sequence = sequence;
  MARK(request, &account->Lock, account->Number, kind, sequence);
}

#if VARIANT == 2
static NOINLINE void EnterAccount(ACCOUNT *account, int bookings) {
  EnterCriticalSection(&account->Lock);
  account->History[bookings % 6] = account->Balance;
}
#endif

void AcquireAccount(ACCOUNT *account) {
  NoteRequest(account, 1);
#if VARIANT == 2
  EnterAccount(account, account->Bookings);
#else
  EnterCriticalSection(&account->Lock);
#endif
  account->Bookings++;
}

void ReleaseAccount(ACCOUNT *account) {
  NoteRequest(account, 2);
  LeaveCriticalSection(&account->Lock);
}

void MoveAmount(ACCOUNT *from, ACCOUNT *to, int amount) {
  from->Balance -= amount;
  to->Balance += amount;
}
