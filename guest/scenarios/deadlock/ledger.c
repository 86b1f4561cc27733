// SPDX-License-Identifier: MIT
#include "stdio.h"
#include "transfers.h"

static NOINLINE void WriteReport(BRANCH *branch) {
  WaitForSingleObject(branch->Evening, INFINITE);
  printf("%s: %d and %d\n", branch->Name, branch->Giro->Balance, branch->Savings->Balance);
}

static DWORD WINAPI ReportThread(LPVOID parameter) {
  WriteReport(parameter);
  return 0;
}

static NOINLINE void CloseDay(BRANCH *branch, HANDLE *threads) {
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  SetEvent(branch->Evening);
  WaitForSingleObject(threads[2], INFINITE);
}

int main(int argc, char **argv) {
  HANDLE threads[3];
  BRANCH *branch = CreateBranch();
  printf("Branch %s opens\n", branch->Name);
  threads[2] = CreateThread(NULL, 0, ReportThread, branch, 0, NULL);
  threads[0] = CreateThread(NULL, 0, DepositThread, &branch->Desks[0], 0, NULL);
  threads[1] = CreateThread(NULL, 0, WithdrawalThread, &branch->Desks[1], 0, NULL);
  CloseDay(branch, threads);
  puts("Closed");
  return 0;
}
