// SPDX-License-Identifier: MIT
#define SUMMARY_BUILD
#include "summary.h"
#include "mark.h"
#include "windows.h"

void AddSample(SAMPLE_LIST *list, SAMPLE *sample) {
  MARK(added, list, sample, (DWORD)sample->Serial, (DWORD)(sample->Serial >> 32));
  sample->Next = list->First;
  list->First = sample;
  list->Count++;
}

// Moves the samples after `hour` to the other list and counts them.
NOINLINE unsigned int SortOut(SAMPLE_LIST *list, SAMPLE_LIST *spoiled, int hour) {
  unsigned int late = 0;
  SAMPLE **link = &list->First;
  while (*link != NULL) {
    SAMPLE *sample = *link;
    if (sample->Hour <= hour) {
      link = &sample->Next;
      continue;
    }
    MARK(removed, list, sample, 0, 0);
    *link = sample->Next;
    AddSample(spoiled, sample);
    list->Count--;
    late++;
  }
  return late;
}

static unsigned int SumOf(const SAMPLE_LIST *list) {
  unsigned int sum = 0;
  for (const SAMPLE *sample = list->First; sample != NULL; sample = sample->Next) sum += sample->Level;
  return sum;
}

// EDX:EAX = sum * factor is the dividend: larger than what the product of a compiler has room for.
#if VARIANT == 0

typedef struct _TALLY {
  unsigned int Sum;
  unsigned int Lowest;
  int Used;
} TALLY;

NOINLINE unsigned int MeanOf(const TALLY *tally, const SAMPLE_LIST *list, unsigned int factor) {
  unsigned int mean = factor, rest;
  __asm__ volatile("mull %[sum]\nmark_divided:\nidivl %[used]"
                   : "+a"(mean), "=&d"(rest)
                   : [sum] "m"(tally->Sum), [used] "m"(tally->Used), "c"(&tally->Used), "b"(list)
                   : "cc", "memory");
  return mean + (rest > tally->Lowest);
}

unsigned int SummarizeStation(STATION *station, int hour) {
  TALLY tally;
  SAMPLE_LIST *list = station->Samples;
  tally.Used = -(int)SortOut(list, station->Spoiled, hour);
  tally.Used += (int)list->Count;
  tally.Sum = SumOf(list);
  tally.Lowest = list->First->Level;
  station->Mean = MeanOf(&tally, list, station->Factor);
  return station->Mean;
}

#elif VARIANT == 1

NOINLINE unsigned int MeanOf(const SAMPLE_LIST *list, unsigned int factor) {
  unsigned int mean = factor, rest;
  unsigned int sum = SumOf(list);
  unsigned int count = list->Count;
  __asm__ volatile("mull %[sum]\nmark_divided:\ndivl %[count]"
                   : "+a"(mean), "=&d"(rest)
                   : [sum] "r"(sum), [count] "r"(count), "c"(&list->Count), "b"(list)
                   : "cc", "memory");
  return mean + (rest > count / 2);
}

unsigned int SummarizeStation(STATION *station, int hour) {
  unsigned int late = SortOut(station->Samples, station->Spoiled, hour);
  station->Samples->Count -= late;
  station->Mean = MeanOf(station->Samples, station->Factor);
  return station->Mean;
}

#else

static unsigned int g_Sum, g_Used, g_Late;

NOINLINE unsigned int MeanOf(const SAMPLE_LIST *list, unsigned int factor) {
  unsigned int mean = factor, rest;
  g_Sum = SumOf(list);
  __asm__ volatile("mull %[sum]\nmark_divided:\ndivl %[used]"
                   : "+a"(mean), "=&d"(rest)
                   : [sum] "m"(g_Sum), [used] "m"(g_Used), "c"(&g_Used), "b"(list)
                   : "cc", "memory");
  return mean + (rest > list->Highest);
}

NOINLINE unsigned int RoundedMean(STATION *station) {
  return MeanOf(station->Samples, station->Factor) / 10 * 10;
}

unsigned int SummarizeStation(STATION *station, int hour) {
  unsigned int late = SortOut(station->Samples, station->Spoiled, hour);
  g_Late += late;
  g_Used = station->Samples->Count - late;
  station->Mean = RoundedMean(station);
  return station->Mean;
}

#endif
