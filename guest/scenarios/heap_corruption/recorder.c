// SPDX-License-Identifier: MIT
#include "site.h"
#include "stdio.h"

static NOINLINE void SendCharts(SITE *site) {
  WaitForSingleObject(site->Recorded, INFINITE);
  printf("%s: %d charts\n", site->Name, site->Count);
}

static DWORD WINAPI SendingThread(LPVOID parameter) {
  SendCharts(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  SITE *site = CreateSite();
  printf("%s: %d channels\n", site->Name, site->Count);
  threads[0] = CreateThread(NULL, 0, SendingThread, site, 0, NULL);
  Sleep(20);
  threads[1] = CreateThread(NULL, 0, RecordingThread, site, 0, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
