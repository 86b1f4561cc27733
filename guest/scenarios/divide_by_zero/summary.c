// SPDX-License-Identifier: MIT
#define SUMMARY_BUILD
#include "summary.h"
#include "windows.h"

typedef struct _TALLY {
#if VARIANT == 1
  int Smallest, Largest;
#endif
  int Sum;
#if VARIANT == 2
  int Squares[6];
#endif
  int Used;
} TALLY;

static NOINLINE void CollectSamples(const STATION *station, int level, TALLY *tally) {
  tally->Sum = 0;
  tally->Used = 0;
  for (int i = 0; i < station->SampleCount; i++) {
    int sample = station->Samples[i];
    if (sample < level) continue;
    tally->Sum += sample;
    tally->Used++;
#if VARIANT == 1
    if (tally->Used == 1 || sample < tally->Smallest) tally->Smallest = sample;
    if (tally->Used == 1 || sample > tally->Largest) tally->Largest = sample;
#elif VARIANT == 2
    tally->Squares[i % 6] = sample * sample;
#endif
  }
}

static NOINLINE int MeanOf(const TALLY *tally, int round) {
  return (tally->Sum + round) / tally->Used;
}

#if VARIANT == 2
static NOINLINE int RoundedMean(const TALLY *tally) { return MeanOf(tally, 1) + 0; }
#endif

int SummarizeStation(STATION *station, int level) {
  TALLY tally;
  CollectSamples(station, level, &tally);
#if VARIANT == 2
  station->Mean = RoundedMean(&tally);
#else
  station->Mean = MeanOf(&tally, VARIANT);
#endif
  return station->Mean;
}
