// SPDX-License-Identifier: MIT
#include "stdlib.h"
#include "string.h"
#include "survey.h"

static NOINLINE int Work(CLERK *clerk, int depth) {
  char notes[2000 + VARIANT * 300];
  memset(notes, clerk->Number, sizeof(notes));
  if (depth > 0) return Work(clerk, depth - 1) + notes[depth];
  clerk->Desk = (BYTE *)notes;
  ReleaseSemaphore(clerk->Survey->Seated, 1, NULL);
#if VARIANT == 2
  Sleep(36000000);
#else
  WaitForSingleObject(clerk->Survey->Evening, INFINITE);
#endif
  return notes[0];
}

static DWORD WINAPI ClerkThread(LPVOID parameter) {
  CLERK *clerk = parameter;
  return (DWORD)Work(clerk, clerk->Depth);
}

void SeatClerks(SURVEY *survey) {
  for (int i = 0; i < survey->Clerks; i++) {
    CLERK *clerk = &survey->Staff[i];
    clerk->Survey = survey;
    clerk->Number = i + 1;
    clerk->Depth = (int)Below(survey, 8);
    clerk->Block = HeapAlloc(survey->OwnHeaps[i % survey->Heaps], 0, 0x100);
    survey->Threads[i] = CreateThread(NULL, 0x40000 << Below(survey, 3), ClerkThread, clerk,
                                      STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
  }
  for (int i = 0; i < survey->Clerks; i++) WaitForSingleObject(survey->Seated, INFINITE);
}
