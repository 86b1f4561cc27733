// SPDX-License-Identifier: MIT
#pragma once

#ifdef SUMMARY_BUILD
#define SUMMARY_API __declspec(dllexport) __attribute__((noinline))
#else
#define SUMMARY_API __declspec(dllimport)
#endif

typedef struct _SAMPLE {
  unsigned __int64 Serial;
  struct _SAMPLE *Next;
#if VARIANT == 1
  char Quality[4];
#endif
  unsigned int Level;
  int Hour;
} SAMPLE;

typedef struct _SAMPLE_LIST {
  unsigned __int64 Serial;
  SAMPLE *First;
  unsigned int Count;
#if VARIANT == 2
  unsigned int Lowest, Highest;
#endif
} SAMPLE_LIST;

typedef struct _STATION {
  unsigned __int64 Serial;
  SAMPLE_LIST *Samples;
  SAMPLE_LIST *Spoiled;  // what was taken out
#if VARIANT == 1
  char Code[8];
#elif VARIANT == 2
  int Height;
  char Code[16];
#endif
  int Number;
  unsigned int Factor;  // of its instrument
  unsigned int Mean;
} STATION;

SUMMARY_API void AddSample(SAMPLE_LIST *list, SAMPLE *sample);
// The scaled mean of the samples up to `hour`; later ones are taken out.
SUMMARY_API unsigned int SummarizeStation(STATION *station, int hour);
