// SPDX-License-Identifier: MIT
#include "transfers.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static void SetUpDesk(BRANCH *branch, DESK *desk, ACCOUNT *from, ACCOUNT *to, int amount) {
  desk->Branch = branch;
  desk->From = from;
  desk->To = to;
  desk->Amount = amount;
  desk->Opened = CreateEventA(NULL, TRUE, FALSE, NULL);
}

BRANCH *CreateBranch(void) {
  BRANCH *branch = calloc(1, sizeof(BRANCH));
  int number = ReadNumber("FirstNumber", 4000);
  int balance = ReadNumber("Balance", 2000);
  int amount = ReadNumber("Amount", 50);
  ReadText("Branch", "North", branch->Name, sizeof(branch->Name));
  branch->Rounds = ReadNumber("Rounds", 3);
  branch->Giro = OpenAccount(number, balance);
  branch->Savings = OpenAccount(number + 1 + VARIANT, balance * 3);
  SetUpDesk(branch, &branch->Desks[0], branch->Giro, branch->Savings, amount);
  SetUpDesk(branch, &branch->Desks[1], branch->Savings, branch->Giro, amount + 5);
  branch->Desks[0].Other = &branch->Desks[1];
  branch->Desks[1].Other = &branch->Desks[0];
  branch->Evening = CreateEventA(NULL, TRUE, FALSE, NULL);
  return branch;
}

static NOINLINE void AwaitOtherDesk(DESK *desk) {
  SetEvent(desk->Opened);
  WaitForSingleObject(desk->Other->Opened, INFINITE);
}

static NOINLINE void TransferAmount(DESK *desk, int amount, int last) {
  char slip[32 + VARIANT * 16];
  AcquireAccount(desk->From);
  _snprintf(slip, sizeof(slip), "%d -> %d: %d", desk->From->Number, desk->To->Number, amount);
  if (last) AwaitOtherDesk(desk);
  AcquireAccount(desk->To);
  MoveAmount(desk->From, desk->To, amount);
  ReleaseAccount(desk->To);
  ReleaseAccount(desk->From);
}

// All rounds but the last use one account alone.
static NOINLINE void CountCash(DESK *desk, int round) {
  ACCOUNT *account = desk->From;
  AcquireAccount(account);
  account->Balance += round;
  ReleaseAccount(account);
}

static NOINLINE void ServeCustomers(DESK *desk) {
  int rounds = desk->Branch->Rounds;
  for (int round = 1; round < rounds; round++) CountCash(desk, round);
  TransferAmount(desk, desk->Amount, TRUE);
}

#if VARIANT == 1
static NOINLINE void RunDesk(DESK *desk) {
  int before = desk->From->Balance;
  ServeCustomers(desk);
  printf("%s: %d\n", desk->Branch->Name, desk->From->Balance - before);
}
#else
#define RunDesk(desk) ServeCustomers(desk)
#endif

DWORD WINAPI DepositThread(LPVOID parameter) {
  RunDesk((DESK *)parameter);
  return 0;
}

DWORD WINAPI WithdrawalThread(LPVOID parameter) {
  RunDesk((DESK *)parameter);
  return 1;
}
