// SPDX-License-Identifier: MIT
#include "stations.h"
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static unsigned int Draw(unsigned int *state, unsigned int below) {
  return (unsigned int)(NextSerial(state) >> 40) % below;
}

static SAMPLE_LIST *CreateList(unsigned int *state) {
  SAMPLE_LIST *list = calloc(1, sizeof(SAMPLE_LIST));
  list->Serial = NextSerial(state);
#if VARIANT == 2
  list->Highest = 20000000;
#endif
  return list;
}

// `late` of the samples come after `hour`.
static NOINLINE void FillStation(STATION *station, int samples, int late, int hour, unsigned int *state) {
  station->Serial = NextSerial(state);
  station->Samples = CreateList(state);
  station->Spoiled = CreateList(state);
  station->Factor = 60 + Draw(state, 10);
  for (int left = samples + late; left > 0; left--) {
    SAMPLE *sample = calloc(1, sizeof(SAMPLE));
    int is_late = (int)Draw(state, (unsigned int)left) < late;
    sample->Serial = NextSerial(state);
    sample->Level = 18000000 + Draw(state, 2000000);
    sample->Hour = is_late ? hour + 1 + (int)Draw(state, 4) : (int)Draw(state, (unsigned int)hour + 1);
    late -= is_late;
    AddSample(station->Samples, sample);
  }
}

// One station of the region has as many late samples as others.
REGION *CreateRegion(void) {
  REGION *region = calloc(1, sizeof(REGION));
  unsigned int state = (unsigned int)ReadNumber("Start", 1);
  ReadText("Region", "Harbour", region->Name, sizeof(region->Name));
  region->Hour = ReadNumber("Hour", 16);
  region->Count = ReadNumber("Stations", 10);
  region->Stations = calloc((size_t)region->Count, sizeof(STATION));
  int even = (int)Draw(&state, (unsigned int)region->Count);
  for (int i = 0; i < region->Count; i++) {
    STATION *station = &region->Stations[i];
    int samples = 4 + (int)Draw(&state, 3);
    int late = i == even ? samples : (int)Draw(&state, (unsigned int)samples / 2);
    station->Number = 100 + i;
#if VARIANT != 0
    sprintf(station->Code, "S%d", station->Number);
#endif
    FillStation(station, samples, late, region->Hour, &state);
  }
  region->Fresh = CreateEventA(NULL, FALSE, FALSE, NULL);
  region->Closing = CreateEventA(NULL, TRUE, FALSE, NULL);
  return region;
}

static NOINLINE unsigned int VisitStation(REGION *region, int index) {
  char text[32 + VARIANT * 16];
  unsigned int mean = SummarizeStation(&region->Stations[index], region->Hour);
  _snprintf(text, sizeof(text), "%s %d: %u", region->Name, index, mean);
  return mean;
}

static NOINLINE unsigned int SurveyRegion(REGION *region) {
  unsigned int highest = 0;
  for (int i = 0; i < region->Count; i++) {
    unsigned int mean = VisitStation(region, i);
    if (mean > highest) highest = mean;
  }
  region->Rounds++;
  return highest;
}

DWORD WINAPI SurveyThread(LPVOID parameter) {
  REGION *region = parameter;
  unsigned int highest = SurveyRegion(region);
  printf("%s: highest mean %u\n", region->Name, highest);
  SetEvent(region->Fresh);
  return (DWORD)highest;
}
