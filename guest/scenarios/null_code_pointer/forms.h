// SPDX-License-Identifier: MIT
#pragma once

#ifdef FORMS_BUILD
#define FORMS_API __declspec(dllexport) __attribute__((noinline))
#else
#define FORMS_API __declspec(dllimport)
#endif

#define MOST_FORMS 20

typedef struct _REQUEST {
  unsigned __int64 Serial;
#if VARIANT == 1
  char Applicant[12];
#endif
  int Number;
  int Form;
  int Pages;
  int Fee;
  int Table;  // of the office
} REQUEST;

typedef int (*FORM_ROUTINE)(REQUEST *request);

typedef struct _FORM_TABLE {
  unsigned __int64 Serial;
#if VARIANT == 2
  int Opened;
  int Year;
#endif
  int Count;
  FORM_ROUTINE Routines[MOST_FORMS];
} FORM_TABLE;

FORMS_API FORM_TABLE *OpenForms(int count, unsigned __int64 serial);
FORMS_API void AcceptForm(FORM_TABLE *table, int form, FORM_ROUTINE routine);
// The fee; counts the pages.
FORMS_API int HandleRequest(FORM_TABLE *table, REQUEST *request);
