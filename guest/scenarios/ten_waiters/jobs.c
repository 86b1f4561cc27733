// SPDX-License-Identifier: MIT
// What each job does at the end of its route.
#include "depot.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static NOINLINE void GuardOffice(JOB *job) {
  EnterCriticalSection(&job->Depot->Office);
  WaitForSingleObject(job->Depot->Key, INFINITE);
  SetEvent(job->Depot->Ready);
  WaitForSingleObject(job->Depot->Evening, INFINITE);
  ReleaseMutex(job->Depot->Key);
  LeaveCriticalSection(&job->Depot->Office);
}

static NOINLINE void VisitOffice(JOB *job) {
  EnterCriticalSection(&job->Depot->Office);
  job->Weight++;
  LeaveCriticalSection(&job->Depot->Office);
}

static NOINLINE void AwaitMorning(JOB *job) {
  WaitForSingleObject(job->Depot->Morning, INFINITE);
}

static NOINLINE void AwaitWholeDay(JOB *job) {
  HANDLE times[3] = {job->Depot->Morning, job->Depot->Noon, job->Depot->Evening};
  WaitForMultipleObjects(3, times, TRUE, INFINITE);
}

static NOINLINE void AwaitAnyTime(JOB *job) {
  HANDLE times[2] = {job->Depot->Noon, job->Depot->Holiday};
  WaitForMultipleObjects(2, times, FALSE, INFINITE);
}

static NOINLINE void RestForever(JOB *job) { Sleep(INFINITE); }

static NOINLINE void RestLightly(JOB *job) { SleepEx(INFINITE, TRUE); }

static NOINLINE void AwaitRamp(JOB *job) {
  if (WaitForSingleObject(job->Depot->Ramp, INFINITE) == WAIT_OBJECT_0) {
    ReleaseSemaphore(job->Depot->Ramp, 1, NULL);
  }
}

static NOINLINE void BorrowKey(JOB *job) {
  WaitForSingleObject(job->Depot->Key, INFINITE);
  ReleaseMutex(job->Depot->Key);
}

static NOINLINE void FollowFirstJob(JOB *job) {
  WaitForSingleObject(job->Depot->Threads[0], INFINITE);
}

static void (*const g_LastStages[JOBS])(JOB *) = {
    GuardOffice, VisitOffice, AwaitMorning, AwaitWholeDay, AwaitAnyTime,
    RestForever, RestLightly, AwaitRamp,    BorrowKey,     FollowFirstJob,
};

static void (*const g_Stages[8])(JOB *, int) = {
    UnloadTruck, ScanParcel, WeighParcel, SortParcel,
    PrintLabel,  StoreParcel, AssignCarrier, BookTransport,
};

DEPOT *CreateDepot(void) {
  DEPOT *depot = calloc(1, sizeof(DEPOT));
  int parcel = ReadNumber("FirstParcel", 20000);
  int weight = ReadNumber("Weight", 10);
  srand((unsigned int)ReadNumber("Route", 1));
  ReadText("Town", "Aston", depot->Town, sizeof(depot->Town));
  InitializeCriticalSection(&depot->Office);
  depot->Morning = CreateEventA(NULL, TRUE, FALSE, NULL);
  depot->Noon = CreateEventA(NULL, TRUE, FALSE, NULL);
  depot->Evening = CreateEventA(NULL, TRUE, FALSE, NULL);
  depot->Holiday = CreateEventA(NULL, FALSE, FALSE, NULL);
  depot->Ready = CreateEventA(NULL, FALSE, FALSE, NULL);
  depot->Ramp = CreateSemaphoreA(NULL, 0, 4, NULL);
  depot->Key = CreateMutexA(NULL, FALSE, NULL);
  for (int i = 0; i < JOBS; i++) {
    JOB *job = &depot->Jobs[i];
    job->Number = i;
    job->Parcel = parcel + i * 11;
    job->Weight = weight + i;
    job->Depot = depot;
    job->Last = g_LastStages[i];
    for (int j = 0; j < 8; j++) job->Stages[j] = g_Stages[j];
    for (int j = 0; j < (int)sizeof(job->Route); j++) job->Route[j] = (unsigned char)(rand() % 8);
#if VARIANT == 1
    sprintf(job->Label, "J%d", i);
#endif
  }
  return depot;
}

// Job n passes n stages.
DWORD WINAPI JobThread(LPVOID parameter) {
  JOB *job = parameter;
  int remaining = job->Number;
  CONTINUE_JOB(job, remaining);
  return (DWORD)job->Weight;
}
