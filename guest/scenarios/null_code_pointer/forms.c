// SPDX-License-Identifier: MIT
#define FORMS_BUILD
#include "forms.h"
#include "stdio.h"
#include "stdlib.h"
#include "windows.h"

static LONG g_Pages;

FORM_TABLE *OpenForms(int count, int serial) {
  FORM_TABLE *table = calloc(1, sizeof(FORM_TABLE));
  table->Serial[0] = (unsigned int)serial * 2654435761u;
  table->Serial[1] = (unsigned int)serial * 40503u + 7;
  table->Count = count;
  return table;
}

void AcceptForm(FORM_TABLE *table, int form, FORM_ROUTINE routine) { table->Routines[form] = routine; }

#if VARIANT == 0
static NOINLINE int CallForm(FORM_TABLE *table, REQUEST *request) {
  return table->Routines[request->Form](request);
}
#elif VARIANT == 1
static NOINLINE int CallForm(FORM_TABLE *table, REQUEST *request) {
  FORM_ROUTINE routine = table->Routines[request->Form];
  char line[40];
  _snprintf(line, sizeof(line), "%d by form %d", request->Number, request->Form);
  return routine(request) + line[0] % 2;
}
#else
typedef struct _CLERK {
  const FORM_TABLE *Duties;
  REQUEST *Current;
} CLERK;

static NOINLINE int CheckRequest(CLERK *clerk) {
  return clerk->Duties->Routines[clerk->Current->Form](clerk->Current);
}

static NOINLINE int CallForm(FORM_TABLE *table, REQUEST *request) {
  CLERK clerk = {table, request};
  return CheckRequest(&clerk) + 1;
}
#endif

int HandleRequest(FORM_TABLE *table, REQUEST *request) {
  InterlockedExchangeAdd(&g_Pages, request->Pages);
  request->Fee = CallForm(table, request);
  return request->Fee;
}
