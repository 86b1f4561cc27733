// SPDX-License-Identifier: MIT
#include "stdio.h"
#include "transfers.h"

static NOINLINE void WriteReport(BRANCH *branch) {
  WaitForSingleObject(branch->Evening, INFINITE);
  printf("%s: %d\n", branch->Name, branch->Till->Balance);
}

static DWORD WINAPI ReportThread(LPVOID parameter) {
  WriteReport(parameter);
  return 0;
}

static NOINLINE void CloseDay(BRANCH *branch, HANDLE *threads) {
  WaitForMultipleObjects((DWORD)branch->Count, threads, TRUE, INFINITE);
  SetEvent(branch->Evening);
  WaitForSingleObject(threads[branch->Count], INFINITE);
}

int main(int argc, char **argv) {
  HANDLE threads[MOST_DESKS + 1];
  BRANCH *branch = CreateBranch();
  printf("Branch %s opens\n", branch->Name);
  threads[branch->Count] = CreateThread(NULL, 0, ReportThread, branch, 0, NULL);
  for (int i = 0; i < branch->Count; i++) {
    threads[i] = CreateThread(NULL, 0, DeskThread, &branch->Desks[i], 0, NULL);
  }
  CloseDay(branch, threads);
  puts("Closed");
  return 0;
}
