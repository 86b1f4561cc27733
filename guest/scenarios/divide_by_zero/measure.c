// SPDX-License-Identifier: MIT
#include "stations.h"
#include "stdio.h"

static NOINLINE void ShowRegion(REGION *region) {
  HANDLE events[2] = {region->Closing, region->Fresh};
  while (WaitForMultipleObjects(2, events, FALSE, INFINITE) != WAIT_OBJECT_0) {
    printf("%s: round %d\n", region->Name, region->Rounds);
  }
}

static DWORD WINAPI DisplayThread(LPVOID parameter) {
  ShowRegion(parameter);
  return 0;
}

static NOINLINE void KeepTime(REGION *region) {
  while (WaitForSingleObject(region->Closing, 0) == WAIT_TIMEOUT) Sleep(60000);
}

static DWORD WINAPI ClockThread(LPVOID parameter) {
  KeepTime(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[3];
  REGION *region = CreateRegion();
  printf("Region %s: %d stations\n", region->Name, region->Count);
  threads[0] = CreateThread(NULL, 0, DisplayThread, region, 0, NULL);
  threads[1] = CreateThread(NULL, 0, ClockThread, region, 0, NULL);
  Sleep(20);
  threads[2] = CreateThread(NULL, 0, SurveyThread, region, 0, NULL);
  WaitForSingleObject(threads[2], INFINITE);
  SetEvent(region->Closing);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
