// SPDX-License-Identifier: MIT
#include "depot.h"
#include "stdio.h"
#include "string.h"

static NOINLINE int Checksum(const char *text) {
  int sum = 0;
  for (; *text != '\0'; text++) sum = sum * 3 + *text;
  return sum;
}

NOINLINE void UnloadTruck(JOB *job, int remaining) {
  int kept = job->Parcel;
  job->Parcel += remaining + 1;
  CONTINUE_JOB(job, remaining);
  job->Parcel = kept;
}

NOINLINE void ScanParcel(JOB *job, int remaining) {
  char code[16 + VARIANT * 12];
  _snprintf(code, sizeof(code), "%08d", job->Parcel);
  CONTINUE_JOB(job, remaining);
  job->Parcel -= Checksum(code) & 1;
}

NOINLINE void WeighParcel(JOB *job, int remaining) {
  int samples[4 + VARIANT * 3];
  int count = (int)(sizeof(samples) / sizeof(samples[0]));
  for (int i = 0; i < count; i++) samples[i] = job->Weight + i;
  CONTINUE_JOB(job, remaining);
  job->Weight = samples[job->Number % count];
}

NOINLINE void SortParcel(JOB *job, int remaining) {
  char town[20];
  strcpy(town, job->Depot->Town);
  CONTINUE_JOB(job, remaining);
  job->Weight += Checksum(town) & 3;
}

NOINLINE void PrintLabel(JOB *job, int remaining) {
  char label[40 + VARIANT * 16];
  _snprintf(label, sizeof(label), "%s %d/%d", job->Depot->Town, job->Parcel, job->Weight);
  CONTINUE_JOB(job, remaining);
  job->Weight += Checksum(label) & 1;
}

#if VARIANT == 2
static NOINLINE void PickShelf(JOB *job, int remaining, int shelf) {
  job->Shelf = shelf;
  CONTINUE_JOB(job, remaining);
  job->Shelf = 0;
}

NOINLINE void StoreParcel(JOB *job, int remaining) {
  PickShelf(job, remaining, job->Parcel % 40);
  job->Lane++;
}
#else
NOINLINE void StoreParcel(JOB *job, int remaining) {
  int shelf = job->Parcel % (20 + VARIANT);
  CONTINUE_JOB(job, remaining);
  job->Weight += shelf & 1;
}
#endif
