// SPDX-License-Identifier: MIT
#define CARRIERS_BUILD
#include "carriers.h"
#include "stdio.h"

static LONG g_Bookings;

void AssignCarrier(JOB *job, int remaining) {
  int capacity = 100 + VARIANT * 50;
  while (capacity < job->Weight) capacity += 25;
  CONTINUE_JOB(job, remaining);
  job->Weight = capacity;
}

void BookTransport(JOB *job, int remaining) {
  char number[20 + VARIANT * 12];
  _snprintf(number, sizeof(number), "T%d-%d", job->Parcel, remaining);
  InterlockedIncrement(&g_Bookings);
  CONTINUE_JOB(job, remaining);
  job->Parcel += number[0];
}
