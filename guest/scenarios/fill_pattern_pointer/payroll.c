// SPDX-License-Identifier: MIT
#include "staff.h"
#include "stdio.h"

static NOINLINE void PrintSlips(DEPARTMENT *department) {
  WaitForSingleObject(department->Payday, INFINITE);
  printf("%s: %d slips\n", department->Name, department->Paid);
}

static DWORD WINAPI SlipThread(LPVOID parameter) {
  PrintSlips(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  DEPARTMENT *department = CreateDepartment();
  printf("%s: %d people\n", department->Name, department->Count);
  threads[0] = CreateThread(NULL, 0, SlipThread, department, 0, NULL);
  Sleep(25);
  threads[1] = CreateThread(NULL, 0, WagesThread, department, 0, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
