// SPDX-License-Identifier: MIT
#include "office.h"
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

static const FORM_ROUTINE g_Routines[3] = {ChargePages, ChargeFlat, ChargeCopies};

// Form `later` is introduced next year.
static NOINLINE void PrepareForms(OFFICE *office, int later) {
  for (int form = 0; form < office->Forms->Count; form++) {
    if (form != later) AcceptForm(office->Forms, form, g_Routines[form % 3]);
  }
}

OFFICE *CreateOffice(void) {
  OFFICE *office = calloc(1, sizeof(OFFICE));
  int first = ReadNumber("FirstNumber", 2000);
  int forms = ReadNumber("Forms", 8);
  int serial = ReadNumber("Serial", 1);
  ReadText("Office", "Registry", office->Name, sizeof(office->Name));
  office->Count = ReadNumber("Requests", 30);
  office->Requests = calloc((size_t)office->Count, sizeof(REQUEST));
  office->Forms = OpenForms(forms, serial);
  office->NextYear = OpenForms(forms, serial + 1);
  PrepareForms(office, ReadNumber("Later", 3));
  srand((unsigned int)serial);
  for (int i = 0; i < office->Count; i++) {
    REQUEST *request = &office->Requests[i];
    request->Number = first + i * (2 + VARIANT);
    request->Form = i % (forms - 1) + (i >= forms);
    request->Pages = 1 + rand() % 9;
#if VARIANT == 1
    sprintf(request->Applicant, "A%d", i);
#endif
  }
  office->Closed = CreateEventA(NULL, TRUE, FALSE, NULL);
  return office;
}

static NOINLINE int ServeRequest(OFFICE *office, REQUEST *request) {
  char line[32 + VARIANT * 16];
  int fee = HandleRequest(office->Forms, request);
  _snprintf(line, sizeof(line), "%s %d: %d", office->Name, request->Number, fee);
  office->Done++;
  return fee;
}

static NOINLINE int ServeAll(OFFICE *office) {
  int total = 0;
  for (int i = 0; i < office->Count; i++) total += ServeRequest(office, &office->Requests[i]);
  return total;
}

DWORD WINAPI CounterThread(LPVOID parameter) {
  OFFICE *office = parameter;
  printf("%s: %d cents\n", office->Name, ServeAll(office));
  SetEvent(office->Closed);
  return 0;
}
