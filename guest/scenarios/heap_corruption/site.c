// SPDX-License-Identifier: MIT
#include "site.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

#define CHANNELS_ARE_DAMAGED 0xe0000031

SITE *CreateSite(void) {
  SITE *site = calloc(1, sizeof(SITE));
  unsigned int noise = (unsigned int)ReadNumber("Noise", 1);
  ReadText("Site", "Quarry", site->Name, sizeof(site->Name));
  site->Heap = HeapCreate(0, 0, 0);
  site->Spare = HeapCreate(0, 0, 0);
  site->Count = ReadNumber("Channels", 10);
  site->Capacity = ReadNumber("Pairs", 10) * 2;
  site->Loud = ReadNumber("Loud", 3);
  site->Extra = ReadNumber("Extra", 1) % (VARIANT == 2 ? 3 : 4) + (VARIANT == 0 ? 1 : 5 - VARIANT);
  site->Level = ReadNumber("Level", 1400);
  site->Scale.Factor = 3;
  site->Scale.Serial[0] = noise * 2654435761u;
  site->Scale.Serial[1] = noise * 40503u + 11;
  site->Channels = calloc((size_t)site->Count, sizeof(CHANNEL *));
  srand(noise);
  for (int i = 0; i < site->Count; i++) {
    site->Channels[i] = OpenChannel(site->Heap, i + 1, site->Capacity, &site->Scale);
  }
  HeapFree(site->Spare, 0, HeapAlloc(site->Spare, 0, 24 + noise % 64));
  site->Recorded = CreateEventA(NULL, TRUE, FALSE, NULL);
  return site;
}

static NOINLINE void RecordChannel(SITE *site, int index) {
  int samples = site->Capacity + (index == site->Loud ? site->Extra : -(index % 3));
  for (int i = 0; i < samples; i++) RecordSample(site->Channels[index], (site->Level << 20) + rand());
}

#if VARIANT == 0
static NOINLINE void CheckChannels(SITE *site) {
  if (HeapValidate(site->Heap, 0, NULL)) return;
  ULONG_PTR heap[1] = {(ULONG_PTR)site->Heap};
  RaiseException(CHANNELS_ARE_DAMAGED, 0, 1, heap);
}
#endif

static NOINLINE int DrawAll(SITE *site) {
  int highest = 0;
  CHART *chart = CreateChart(site->Heap, site->Capacity);
  for (int i = 0; i < site->Count; i++) {
    int height = site->Channels[i] != NULL ? DrawChannel(chart, site->Channels[i]) : 0;
    if (height > highest) highest = height;
  }
  return highest;
}

static NOINLINE int RecordDay(SITE *site) {
#if VARIANT == 1
  // Its neighbour is out of order today.
  CloseChannel(site->Heap, site->Channels[site->Loud + 1]);
  site->Channels[site->Loud + 1] = NULL;
#endif
  for (int i = 0; i < site->Count; i++) {
    if (site->Channels[i] != NULL) RecordChannel(site, i);
#if VARIANT == 0
    if (i % 4 == 3) CheckChannels(site);
#endif
  }
  return DrawAll(site);
}

DWORD WINAPI RecordingThread(LPVOID parameter) {
  SITE *site = parameter;
  printf("%s: highest %d\n", site->Name, RecordDay(site));
  SetEvent(site->Recorded);
  return 0;
}
