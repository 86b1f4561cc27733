// SPDX-License-Identifier: MIT
#pragma once

#include "carriers.h"

#define JOBS 10

typedef struct _DEPOT {
  char Town[20];
  CRITICAL_SECTION Office;
  HANDLE Morning, Noon, Evening, Holiday;  // events
  HANDLE Ramp;                             // semaphore
  HANDLE Key;                              // mutex
  HANDLE Ready;                            // event: the first job has the office
  HANDLE Threads[JOBS];
  JOB Jobs[JOBS];
} DEPOT;

DEPOT *CreateDepot(void);
// Thread routine of all jobs.
DWORD WINAPI JobThread(LPVOID parameter);

void UnloadTruck(JOB *job, int remaining);
void ScanParcel(JOB *job, int remaining);
void WeighParcel(JOB *job, int remaining);
void SortParcel(JOB *job, int remaining);
void PrintLabel(JOB *job, int remaining);
void StoreParcel(JOB *job, int remaining);
