// SPDX-License-Identifier: MIT
#include "depot.h"
#include "stdio.h"

static NOINLINE void StartJobs(DEPOT *depot) {
  depot->Threads[0] = CreateThread(NULL, 0, JobThread, &depot->Jobs[0], 0, NULL);
  WaitForSingleObject(depot->Ready, INFINITE);
  for (int i = 1; i < JOBS; i++) {
    depot->Threads[i] = CreateThread(NULL, 0, JobThread, &depot->Jobs[i], 0, NULL);
  }
}

static NOINLINE DWORD FinishJobs(DEPOT *depot) {
  return WaitForMultipleObjects(JOBS, depot->Threads, TRUE, INFINITE);
}

int main(int argc, char **argv) {
  DEPOT *depot = CreateDepot();
  printf("Depot %s: %d jobs\n", depot->Town, JOBS);
  StartJobs(depot);
  FinishJobs(depot);
  puts("All jobs done");
  return 0;
}
