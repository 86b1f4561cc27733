// SPDX-License-Identifier: MIT
#include "office.h"
#include "stdio.h"

static NOINLINE void CountFees(OFFICE *office) {
  WaitForSingleObject(office->Closed, INFINITE);
  printf("%s: %d requests\n", office->Name, office->Done);
}

static DWORD WINAPI CashierThread(LPVOID parameter) {
  CountFees(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  OFFICE *office = CreateOffice();
  printf("Office %s opens\n", office->Name);
  threads[0] = CreateThread(NULL, 0, CashierThread, office, 0, NULL);
  Sleep(20);
  threads[1] = CreateThread(NULL, 0, CounterThread, office, 0, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
