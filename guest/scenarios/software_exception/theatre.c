// SPDX-License-Identifier: MIT
#include "evening.h"
#include "stdio.h"

static NOINLINE void AwaitCurtain(EVENING *evening) {
  WaitForSingleObject(evening->Curtain, INFINITE);
  printf("%s begins\n", evening->Play);
}

static DWORD WINAPI StageThread(LPVOID parameter) {
  AwaitCurtain(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  EVENING *evening = CreateEvening();
  printf("%s: %d rows\n", evening->Play, evening->House->Count);
  threads[0] = CreateThread(NULL, 0, StageThread, evening, 0, NULL);
  Sleep(20);
  threads[1] = CreateThread(NULL, 0, BookingThread, evening, 0, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
