// SPDX-License-Identifier: MIT
#include "hall.h"
#include "stdio.h"

#define DAY 3600000  // milliseconds

static NOINLINE void OpenDoors(HALL *hall) {
  for (int i = 0; i < hall->Workers; i++) {
    hall->Threads[i] = CreateThread(NULL, 0, WorkerThread, hall, 0, NULL);
  }
  hall->Threads[hall->Workers] = CreateThread(NULL, 0, ReceivingThread, hall, 0, NULL);
  hall->Threads[hall->Workers + 1] = CreateThread(NULL, 0, ReportThread, hall, 0, NULL);
}

static NOINLINE void AwaitEvening(HALL *hall) {
  Sleep(DAY);
  SetEvent(hall->Closing);
  WaitForMultipleObjects((DWORD)hall->Workers + 2, hall->Threads, TRUE, INFINITE);
}

int main(int argc, char **argv) {
  HALL *hall = CreateHall();
  printf("%s: %d workers\n", hall->Source, hall->Workers);
  OpenDoors(hall);
  AwaitEvening(hall);
  printf("%s: %d articles\n", hall->Source, hall->Done);
  return 0;
}
