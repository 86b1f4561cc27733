// SPDX-License-Identifier: MIT
#pragma once

#ifdef SUMMARY_BUILD
#define SUMMARY_API __declspec(dllexport) __attribute__((noinline))
#else
#define SUMMARY_API __declspec(dllimport)
#endif

typedef struct _STATION {
#if VARIANT == 1
  char Code[8];
#elif VARIANT == 2
  int Height;
  char Code[16];
#endif
  int Number;
  int SampleCount;
  int *Samples;
  int Mean;
} STATION;

// Mean of the samples that are not below `level`.
SUMMARY_API int SummarizeStation(STATION *station, int level);
