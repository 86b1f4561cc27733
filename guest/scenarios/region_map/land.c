// SPDX-License-Identifier: MIT
#include "mark.h"
#include "serial.h"
#include "settings.h"
#include "stdlib.h"
#include "survey.h"

#define GRANULE 16  // pages

unsigned int Below(SURVEY *survey, unsigned int bound) {
  return (unsigned int)(NextSerial(&survey->State) >> 32) % bound;
}

// Areas of 20, 21, ... granules in any order, each larger than a stack; what is in use lies somewhere inside.
void OpenLand(SURVEY *survey) {
  unsigned char sizes[MOST_AREAS];
  for (int i = 0; i < survey->Areas; i++) sizes[i] = (unsigned char)(20 + i);
  for (int i = survey->Areas; i > 0; i--) {
    int other = (int)Below(survey, (unsigned int)i);
    int pages = sizes[other] * GRANULE;
    sizes[other] = sizes[i - 1];
    BYTE *area = VirtualAlloc(NULL, (SIZE_T)pages * 0x1000, MEM_RESERVE, PAGE_READWRITE);
    BYTE *used = area + (1 + Below(survey, (unsigned int)pages - 2)) * 0x1000;
    unsigned __int64 serial = NextSerial(&survey->State);
    VirtualAlloc(used, 0x1000, MEM_COMMIT, PAGE_READWRITE);
    *(unsigned __int64 *)used = serial;
    MARK(land, area, (unsigned int)(serial >> 32), (unsigned int)serial, used);
    survey->Land[i - 1] = area;
    survey->LandPages[i - 1] = pages;
  }
  int fences = ReadNumber("Fences", 2);
  for (int i = 0; i < fences; i++) {
    DWORD old;
    DWORD guarded = (1 + Below(survey, 5)) * 0x1000;
    HANDLE mapping =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x2000 + guarded, NULL);
    BYTE *log = MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0);
    VirtualProtect(log + 0x2000, guarded, PAGE_READWRITE | PAGE_GUARD, &old);
  }
}

static const char *const g_Codes[] = {"AT", "BE", "CH", "DK", "ES", "FI", "GR", "HU",
                                      "IT", "LU", "NO", "PT", "RO", "SE", "TR", "UA"};

void DrawSheets(SURVEY *survey) {
  int special = (int)Below(survey, (unsigned int)survey->Sheets);
  for (int i = 0; i < survey->Sheets; i++) {
    const char *code = i == special ? "MZ" : g_Codes[Below(survey, 16)];
    int pages = 1 + (int)Below(survey, 6);
    survey->Drawn[i] = DrawSheet(i + 1, code, pages, NextSerial(&survey->State));
  }
  survey->Scratch = ScratchSheet(2 + VARIANT, NextSerial(&survey->State));
}

void OpenHeaps(SURVEY *survey) {
  for (int i = 0; i < survey->Heaps; i++) {
    survey->OwnHeaps[i] = HeapCreate(0, 0x1000 << Below(survey, 3), 0);
    for (int j = 0; j < 12; j++) HeapAlloc(survey->OwnHeaps[i], 0, 24 + Below(survey, 700));
  }
}
