// SPDX-License-Identifier: MIT
#include "stations.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static NOINLINE void FillStation(STATION *station, int number, int samples, int least, int span) {
  station->Number = number;
  station->SampleCount = samples;
  station->Samples = malloc((size_t)samples * sizeof(int));
  for (int i = 0; i < samples; i++) station->Samples[i] = least + rand() % span;
#if VARIANT != 0
  sprintf(station->Code, "S%d", number);
#endif
}

REGION *CreateRegion(void) {
  REGION *region = calloc(1, sizeof(REGION));
  int samples = ReadNumber("Samples", 20);
  int quiet = ReadNumber("Quiet", 3);
  srand((unsigned int)ReadNumber("Start", 1));
  ReadText("Region", "Harbour", region->Name, sizeof(region->Name));
  region->Level = ReadNumber("Level", 100);
  region->Count = ReadNumber("Stations", 10);
  region->Stations = calloc((size_t)region->Count, sizeof(STATION));
  for (int i = 0; i < region->Count; i++) {
    int least = i == quiet ? 0 : region->Level;
    int span = i == quiet ? region->Level : 60 + VARIANT * 7;
    FillStation(&region->Stations[i], 100 + i, samples, least, span);
  }
  region->Fresh = CreateEventA(NULL, FALSE, FALSE, NULL);
  region->Closing = CreateEventA(NULL, TRUE, FALSE, NULL);
  return region;
}

static NOINLINE int VisitStation(REGION *region, int index) {
  char text[32 + VARIANT * 16];
  int mean = SummarizeStation(&region->Stations[index], region->Level);
  _snprintf(text, sizeof(text), "%s %d: %d", region->Name, index, mean);
  return mean;
}

static NOINLINE int SurveyRegion(REGION *region) {
  int highest = 0;
  for (int i = 0; i < region->Count; i++) {
    int mean = VisitStation(region, i);
    if (mean > highest) highest = mean;
  }
  region->Rounds++;
  return highest;
}

DWORD WINAPI SurveyThread(LPVOID parameter) {
  REGION *region = parameter;
  int highest = SurveyRegion(region);
  printf("%s: highest mean %d\n", region->Name, highest);
  SetEvent(region->Fresh);
  return (DWORD)highest;
}
