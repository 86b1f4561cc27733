// SPDX-License-Identifier: MIT
#include "mark.h"
#include "survey.h"

__declspec(dllexport) BYTE *Places[PLACES];

// The thread's TEB.
static NOINLINE BYTE *OwnBlock(void) {
  BYTE *block;
  __asm__("movl %%fs:0x18, %0" : "=r"(block));
  return block;
}

// An address of one of eleven kinds.
static BYTE *FindPlace(SURVEY *survey, unsigned int kind) {
  CLERK *clerk = &survey->Staff[Below(survey, (unsigned int)survey->Clerks)];
  unsigned int land = Below(survey, (unsigned int)survey->Areas);
  SHEET *sheet = survey->Drawn[Below(survey, (unsigned int)survey->Sheets)];
  switch (kind) {
    case 0:
      return (BYTE *)CorrectLegend + Below(survey, 0x3000);
    case 1:
      return (BYTE *)GetModuleHandleA("kernel32.dll") + Below(survey, 0x8000);
    case 2:
      return clerk->Desk - Below(survey, 0x400);
    case 3:
      return (BYTE *)((ULONG_PTR)clerk->Desk & ~(ULONG_PTR)0xffff) - Below(survey, 0x30000);
    case 4:
      return clerk->Block + Below(survey, 0x80);
    case 5:
      return (BYTE *)GetProcessHeap() + 0x40000 + Below(survey, 0x80000);
    case 6:
      return (BYTE *)sheet + Below(survey, sheet->Bytes);
    case 7:
      return survey->Land[land] + Below(survey, (unsigned int)survey->LandPages[land] * 0x1000);
    case 8:
      return OwnBlock() + Below(survey, 0xf00);
    case 9:
      return *(BYTE **)(OwnBlock() + 0x30) + Below(survey, 0x200);
    default:
      // The rest of a sheet's 64 KiB is nobody's.
      return (BYTE *)sheet + sheet->Bytes + Below(survey, 0x8000);
  }
}

NOINLINE void NotePlaces(SURVEY *survey) {
  for (int i = 0; i < PLACES; i++) {
    Places[i] = FindPlace(survey, Below(survey, 11));
    MARK(place, Places[i], i, 0, 0);
  }
}
