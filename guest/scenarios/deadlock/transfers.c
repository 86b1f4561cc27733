// SPDX-License-Identifier: MIT
#include "transfers.h"
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"

static unsigned int Below(unsigned int *state, unsigned int bound) {
  return (unsigned int)(NextSerial(state) >> 32) % bound;
}

static void Shuffle(unsigned char *order, unsigned int count, unsigned int *state) {
  for (unsigned int i = 0; i < count; i++) order[i] = (unsigned char)i;
  for (unsigned int i = count; i > 1; i--) {
    unsigned int other = Below(state, i);
    unsigned char moved = order[i - 1];
    order[i - 1] = order[other];
    order[other] = moved;
  }
}

static void OpenAccounts(BRANCH *branch, ACCOUNT **accounts, int balance, unsigned int *state) {
  int number = ReadNumber("FirstNumber", 4000);
  for (int i = 0; i < MOST_ACCOUNTS; i++) {
    accounts[i] = OpenAccount(number, balance + (int)Below(state, 900), NextSerial(state));
    number += 1 + VARIANT + (int)Below(state, 6);
    free(malloc(16 + Below(state, 200)));
    if (Below(state, 3) == 0) strcpy(malloc(40 + Below(state, 80)), branch->Name);
  }
  branch->Till = accounts[MOST_ACCOUNTS - 1];
}

// Desks come in any order.
typedef struct _PLAN {
  BRANCH *Branch;
  ACCOUNT *Accounts[MOST_ACCOUNTS];
  unsigned char Order[MOST_ACCOUNTS - 1], Places[MOST_DESKS];
  int Used;  // accounts
} PLAN;

static ACCOUNT *NextAccount(PLAN *plan) { return plan->Accounts[plan->Order[plan->Used++]]; }

static DESK *SetUpDesk(PLAN *plan, ACCOUNT *from, ACCOUNT *to, int amount) {
  BRANCH *branch = plan->Branch;
  DESK *desk = &branch->Desks[plan->Places[branch->Count++]];
  desk->From = from;
  desk->To = to;
  desk->Amount = amount;
  desk->Pages = 1;
  branch->Closed += from != NULL;
  return desk;
}

static void SetUpRing(PLAN *plan, ACCOUNT **ring, int length, int amount) {
  for (int i = 0; i < length; i++) ring[i] = NextAccount(plan);
  for (int i = 0; i < length; i++) SetUpDesk(plan, ring[i], ring[(i + 1) % length], amount + i);
}

static void SetUpDesks(PLAN *plan, int amount, unsigned int *state) {
  int length = ReadNumber("Ring", 2), followers = ReadNumber("Followers", 1);
  int visitors = ReadNumber("Visitors", 1), counters = ReadNumber("Counters", 1);
  int late = ReadNumber("Late", 1), guests = ReadNumber("Guests", 1);
  ACCOUNT *ring[MOST_DESKS];
  SetUpRing(plan, ring, length, amount);
  for (int i = 0; i < followers; i++) {
    ring[length + i] = NextAccount(plan);
    SetUpDesk(plan, ring[length + i], ring[Below(state, (unsigned int)(length + i))], amount + i);
  }
  for (int i = 0; i < visitors; i++) {
    SetUpDesk(plan, NULL, ring[Below(state, (unsigned int)(length + followers))], amount + 2 * i);
  }
  ACCOUNT *busy = NULL;
  for (int i = 0; i < counters; i++) {
    busy = NextAccount(plan);
    SetUpDesk(plan, busy, NULL, amount);
  }
  for (int i = 0; i < guests; i++) SetUpDesk(plan, NULL, busy, amount + i);
  ACCOUNT *book = NextAccount(plan);
  DESK *desk = SetUpDesk(plan, book, NextAccount(plan), book->Balance + amount);
  desk->Pages = ReadNumber("Pages", 2);
  for (int i = 0; i < late; i++) SetUpDesk(plan, NULL, book, amount + 3 * i);
}

BRANCH *CreateBranch(void) {
  BRANCH *branch = calloc(1, sizeof(BRANCH));
  PLAN *plan = calloc(1, sizeof(PLAN));
  unsigned int state = (unsigned int)ReadNumber("Serial", 1);
  int balance = ReadNumber("Balance", 2000);
  int amount = ReadNumber("Amount", 50);
  int desks = ReadNumber("Ring", 2) + ReadNumber("Followers", 1) + ReadNumber("Visitors", 1) +
              ReadNumber("Counters", 1) + ReadNumber("Late", 1) + ReadNumber("Guests", 1) + 1;
  ReadText("Branch", "North", branch->Name, sizeof(branch->Name));
  branch->Rounds = ReadNumber("Rounds", 3);
  branch->Open = CreateEventA(NULL, TRUE, FALSE, NULL);
  branch->Customer = CreateEventA(NULL, TRUE, FALSE, NULL);
  branch->Evening = CreateEventA(NULL, TRUE, FALSE, NULL);
  plan->Branch = branch;
  OpenAccounts(branch, plan->Accounts, balance, &state);
  Shuffle(plan->Order, MOST_ACCOUNTS - 1, &state);
  Shuffle(plan->Places, (unsigned int)desks, &state);
  SetUpDesks(plan, amount, &state);
  for (int i = 0; i < branch->Count; i++) branch->Desks[i].Branch = branch;
  memset(plan, 0, sizeof(PLAN));
  free(plan);
  return branch;
}

static NOINLINE void AwaitOtherDesks(BRANCH *branch, int has_book) {
  if (has_book && InterlockedDecrement(&branch->Closed) == 0) SetEvent(branch->Open);
  WaitForSingleObject(branch->Open, INFINITE);
}

static NOINLINE void AwaitCustomer(DESK *desk) { WaitForSingleObject(desk->Branch->Customer, INFINITE); }

static NOINLINE int BookAmount(DESK *desk, int amount) {
  if (desk->From != NULL && desk->From->Balance < amount) return FALSE;
  if (desk->To == NULL) AwaitCustomer(desk);
  AcquireAccount(desk->To);
  if (desk->From != NULL) MoveAmount(desk->From, desk->To, amount);
  ReleaseAccount(desk->To);
  return TRUE;
}

static NOINLINE void TransferAmount(DESK *desk, int amount) {
  char slip[32 + VARIANT * 16];
  for (int i = 0; desk->From != NULL && i < desk->Pages; i++) AcquireAccount(desk->From);
  _snprintf(slip, sizeof(slip), "%s: %d", desk->Branch->Name, amount);
  AwaitOtherDesks(desk->Branch, desk->From != NULL);
  if (!BookAmount(desk, amount)) return;
  for (int i = 0; desk->From != NULL && i < desk->Pages; i++) ReleaseAccount(desk->From);
}

// All rounds but the last book cash on one account.
static NOINLINE void CountCash(DESK *desk, int round) {
  ACCOUNT *till = desk->Branch->Till;
  if (desk->From != NULL) AcquireAccount(desk->From);
  AcquireAccount(till);
  till->Balance += round;
  ReleaseAccount(till);
  if (desk->From != NULL) ReleaseAccount(desk->From);
}

static NOINLINE void ServeCustomers(DESK *desk) {
  int rounds = desk->Branch->Rounds;
  for (int round = 1; round < rounds; round++) CountCash(desk, round);
  TransferAmount(desk, desk->Amount);
}

#if VARIANT == 1
static NOINLINE void RunDesk(DESK *desk) {
  ServeCustomers(desk);
  printf("%s: %d\n", desk->Branch->Name, desk->Amount);
}
#else
#define RunDesk(desk) ServeCustomers(desk)
#endif

DWORD WINAPI DeskThread(LPVOID parameter) {
  RunDesk((DESK *)parameter);
  return 0;
}
