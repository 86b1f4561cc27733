// SPDX-License-Identifier: MIT
#pragma once

#include "windows.h"

#ifdef SPOOLER_BUILD
#define SPOOLER_API __declspec(dllexport) __attribute__((noinline))
#else
#define SPOOLER_API __declspec(dllimport)
#endif

typedef struct _QUEUE {
#if VARIANT == 1
  char Title[12];
#endif
  int Number;
  int Jobs;
  CRITICAL_SECTION Lock;
#if VARIANT == 2
  int Reserved[3];
#endif
  struct _QUEUE *Next;  // where its jobs go
} QUEUE;

SPOOLER_API void OpenQueue(QUEUE *queue, int number, QUEUE *next);
SPOOLER_API void TakeQueue(QUEUE *queue);
SPOOLER_API void LeaveQueue(QUEUE *queue);
// The caller has taken `queue`.
SPOOLER_API void ForwardJob(QUEUE *queue, int pages);
