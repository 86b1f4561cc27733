// SPDX-License-Identifier: MIT
#define FORMS_BUILD
#include "forms.h"
#include "mark.h"
#include "stdio.h"
#include "stdlib.h"
#include "windows.h"

static LONG g_Pages;

// The memory is there, whatever the compiler sees of its use.
#define KEEP(memory) __asm__ volatile("" : : "r"(memory) : "memory")

FORM_TABLE *OpenForms(int count, unsigned __int64 serial) {
  FORM_TABLE *table = calloc(1, sizeof(FORM_TABLE));
  table->Serial = serial;
  table->Count = count;
  return table;
}

void AcceptForm(FORM_TABLE *table, int form, FORM_ROUTINE routine) {
  MARK(accepted, table, form, routine, 0);
  table->Routines[form] = routine;
}

// How many of the table's forms are handled alike.
NOINLINE int CountAlike(const FORM_TABLE *table, FORM_ROUTINE routine) {
  FORM_ROUTINE routines[MOST_FORMS];
  int count = 0;
  for (int i = 0; i < MOST_FORMS; i++) {
    FORM_ROUTINE other = table->Routines[i % table->Count];
    routines[i] = other != NULL ? other : routine;
  }
  KEEP(routines);
  for (int i = 0; i < table->Count; i++) count += routines[i] == routine;
  return count;
}

#if VARIANT == 0
NOINLINE int CallForm(FORM_TABLE *table, REQUEST *request) {
  char note[60];
  KEEP(note);
  MARK(called, table, request, 0, 0);
  return table->Routines[request->Form](request);
}
#elif VARIANT == 1
NOINLINE int CallForm(FORM_TABLE *table, REQUEST *request) {
  int form = request->Form;
  FORM_ROUTINE routine = table->Routines[form];
  char line[80];
  _snprintf(line, 24, "%d: %d", request->Number, request->Pages);
  KEEP(line);
  MARK(called, table, request, 0, form);
  return routine(request) + form % 2;
}
#else
typedef struct _CLERK {
  const FORM_TABLE *Duties;
  REQUEST *Current;
  char Note[72];
} CLERK;

static NOINLINE int CheckRequest(CLERK *clerk) {
  const FORM_TABLE *duties = clerk->Duties;
  MARK(called, duties, clerk->Current, 0, 0);
  return duties->Routines[clerk->Current->Form](clerk->Current);
}

NOINLINE int CallForm(FORM_TABLE *table, REQUEST *request) {
  CLERK clerk;
  KEEP(&clerk);
  clerk.Duties = table;
  clerk.Current = request;
  return CheckRequest(&clerk);
}
#endif

static FORM_ROUTINE UsualRoutine(const FORM_TABLE *table) {
  int form = 0;
  while (table->Routines[form] == NULL) form++;
  return table->Routines[form];
}

int HandleRequest(FORM_TABLE *table, REQUEST *request) {
  InterlockedExchangeAdd(&g_Pages, request->Pages);
  request->Fee = CountAlike(table, UsualRoutine(table));
  request->Fee += CallForm(table, request);
  return request->Fee;
}
