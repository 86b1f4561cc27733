// SPDX-License-Identifier: MIT
#include "loans.h"
#include "stdio.h"

static NOINLINE void SendReminders(LIBRARY *library) {
  while (WaitForSingleObject(library->Evening, 60000) == WAIT_TIMEOUT) puts(library->Notice);
}

static DWORD WINAPI ReminderThread(LPVOID parameter) {
  SendReminders(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  LIBRARY *library = CreateLibrary();
  printf("%d books\n", library->Catalog->Count);
  threads[0] = CreateThread(NULL, 0, ReminderThread, library, 0, NULL);
  Sleep(15);
  threads[1] = CreateThread(NULL, 0, CountingThread, library, 0, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  printf("%d loans\n", library->Loans);
  return 0;
}
