// SPDX-License-Identifier: MIT
#pragma once

#include "windows.h"

#ifdef CARRIERS_BUILD
#define CARRIERS_API __declspec(dllexport) __attribute__((noinline))
#else
#define CARRIERS_API __declspec(dllimport)
#endif

typedef struct _JOB {
#if VARIANT == 1
  char Label[12];
#elif VARIANT == 2
  int Lane;
  int Shelf;
#endif
  int Number;
  int Parcel;
  int Weight;
  int Step;  // stages already entered
  unsigned char Route[12];
  struct _DEPOT *Depot;
  void (*Stages[8])(struct _JOB *job, int remaining);
  void (*Last)(struct _JOB *job);
} JOB;

// Each stage calls the next one of the job's route until `remaining` is 0, then job->Last.
#define CONTINUE_JOB(job, remaining)                                                    \
  do {                                                                                  \
    (job)->Step++;                                                                      \
    if ((remaining) == 0) {                                                             \
      (job)->Last(job);                                                                 \
    } else {                                                                            \
      (job)->Stages[(job)->Route[remaining] % 8]((job), (remaining)-1);                 \
    }                                                                                   \
  } while (0)

CARRIERS_API void AssignCarrier(JOB *job, int remaining);
CARRIERS_API void BookTransport(JOB *job, int remaining);
