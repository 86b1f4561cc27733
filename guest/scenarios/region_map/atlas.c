// SPDX-License-Identifier: MIT
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"
#include "survey.h"
#include "tables.h"

static SURVEY *CreateSurvey(void) {
  SURVEY *survey = calloc(1, sizeof(SURVEY));
  survey->State = (unsigned int)ReadNumber("Serial", 1);
  ReadText("Survey", "North", survey->Name, sizeof(survey->Name));
  survey->Clerks = ReadNumber("Clerks", 3);
  survey->Sheets = ReadNumber("Sheets", 3);
  survey->Areas = ReadNumber("Areas", 5);
  survey->Heaps = ReadNumber("Heaps", 2);
  survey->Seated = CreateSemaphoreA(NULL, 0, MOST_CLERKS, NULL);
  survey->Evening = CreateEventA(NULL, TRUE, FALSE, NULL);
  return survey;
}

// One table gets a new value, the other two are only made ready for one.
static NOINLINE void CorrectTables(SURVEY *survey) {
  unsigned int value = (unsigned int)NextSerial(&survey->State) | 1;
  int page = (int)Below(survey, TABLE_PAGES - 1);
  CorrectLegend(page, VARIANT == 0 ? value : 0);
  page = (int)Below(survey, TABLE_PAGES - 1);
  CorrectSheets(page, VARIANT == 2 ? value : 0);
  page = (int)Below(survey, TABLE_PAGES - 1);
  OpenTablePage(FindTablePage(page), VARIANT == 1 ? value : 0);
}

static NOINLINE void AwaitEvening(SURVEY *survey) {
  Sleep(36000000);
  SetEvent(survey->Evening);
  WaitForMultipleObjects((DWORD)survey->Clerks, survey->Threads, TRUE, INFINITE);
}

int main(int argc, char **argv) {
  SURVEY *survey = CreateSurvey();
  printf("%s: %d sheets\n", survey->Name, survey->Sheets);
  OpenHeaps(survey);
  SeatClerks(survey);
  OpenLand(survey);
  DrawSheets(survey);
  CorrectTables(survey);
  NotePlaces(survey);
  survey->State = 0;
  AwaitEvening(survey);
  return 0;
}
