// SPDX-License-Identifier: MIT
#include "office.h"
#include "mark.h"
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static int ChargePages(REQUEST *request) { return 150 + request->Pages * 25; }

static int ChargeFlat(REQUEST *request) {
  request->Pages = 1;
  return 900;
}

static int ChargeCopies(REQUEST *request) {
  char line[32];
  _snprintf(line, sizeof(line), "%d copies", request->Pages);
  return request->Pages * 10 + line[0] % 3;
}

static int ChargeHalf(REQUEST *request) { return 75 + request->Pages * 12; }

static const FORM_ROUTINE g_Routines[4] = {ChargePages, ChargeFlat, ChargeCopies, ChargeHalf};

static unsigned int Draw(unsigned int *state, unsigned int below) {
  return (unsigned int)(NextSerial(state) >> 40) % below;
}

// Some forms are introduced later.
static NOINLINE void PrepareForms(FORM_TABLE *table, unsigned int *state) {
  unsigned int later = 0;
  unsigned int least = 2 + Draw(state, 4);
  for (unsigned int i = 0; i < least; i++) later |= 1u << Draw(state, (unsigned int)table->Count);
  for (int form = 0; form < table->Count; form++) {
    if ((later >> form & 1) == 0) AcceptForm(table, form, g_Routines[Draw(state, 4)]);
  }
}

// A form that has a routine, or one that has none.
static int ChooseForm(const FORM_TABLE *table, int has_routine, unsigned int *state) {
  int form;
  do {
    form = (int)Draw(state, (unsigned int)table->Count);
  } while ((table->Routines[form] != NULL) != has_routine);
  return form;
}

static NOINLINE void WriteRequest(REQUEST *request, FORM_TABLE **tables, int is_early, unsigned int *state) {
  request->Serial = NextSerial(state);
  request->Table = (int)Draw(state, TABLES - 1);
  request->Form = ChooseForm(tables[request->Table], !is_early, state);
  request->Pages = 1 + (int)Draw(state, 80);
  MARK(written, request, request->Form, (DWORD)request->Serial, (DWORD)(request->Serial >> 32));
}

OFFICE *CreateOffice(void) {
  OFFICE *office = calloc(1, sizeof(OFFICE));
  int first = ReadNumber("FirstNumber", 2000);
  int forms = ReadNumber("Forms", 12);
  unsigned int state = (unsigned int)ReadNumber("Start", 1);
  ReadText("Office", "Registry", office->Name, sizeof(office->Name));
  office->Count = ReadNumber("Requests", 60);
  office->Requests = calloc((size_t)office->Count, sizeof(REQUEST));
  for (int i = 0; i < TABLES; i++) office->Tables[i] = OpenForms(forms, NextSerial(&state));
  for (int i = 0; i < TABLES - 1; i++) PrepareForms(office->Tables[i], &state);
  int early = (int)Draw(&state, (unsigned int)office->Count);
  for (int i = 0; i < office->Count; i++) {
    REQUEST *request = &office->Requests[i];
    WriteRequest(request, office->Tables, i == early, &state);
    request->Number = first + i * (2 + VARIANT);
#if VARIANT == 1
    sprintf(request->Applicant, "A%d", i);
#endif
  }
  office->Closed = CreateEventA(NULL, TRUE, FALSE, NULL);
  return office;
}

static NOINLINE int ServeRequest(OFFICE *office, REQUEST *request) {
  char line[32 + VARIANT * 16];
  int fee = HandleRequest(office->Tables[request->Table], request);
  _snprintf(line, sizeof(line), "%s %d: %d", office->Name, request->Number, fee);
  return fee;
}

static NOINLINE int ServeAll(OFFICE *office) {
  int total = 0;
  for (int i = 0; i < office->Count; i++) total += ServeRequest(office, &office->Requests[i]);
  office->Done = office->Count;
  return total;
}

DWORD WINAPI CounterThread(LPVOID parameter) {
  OFFICE *office = parameter;
  printf("%s: %d cents\n", office->Name, ServeAll(office));
  SetEvent(office->Closed);
  return 0;
}
