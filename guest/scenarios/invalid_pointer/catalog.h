// SPDX-License-Identifier: MIT
#pragma once

#ifdef CATALOG_BUILD
#define CATALOG_API __declspec(dllexport) __attribute__((noinline))
#else
#define CATALOG_API __declspec(dllimport)
#endif

typedef struct _BOOK {
#if VARIANT == 2
  int Year;
#endif
  int Number;
  char Shelf[8];
  struct _BOOK *Next;
  int Loans;
#if VARIANT != 0
  int Reserved[2];
#endif
  unsigned int Serial[2];
} BOOK;

typedef struct _CATALOG {
  int Count;
  BOOK *First, *Last;
} CATALOG;

CATALOG_API CATALOG *OpenCatalog(void);
CATALOG_API BOOK *AddBook(CATALOG *catalog, int number, unsigned int serial);
CATALOG_API void MoveBook(BOOK *book, const char *shelf);
// The link of a book as the last session saved it.
CATALOG_API void RestoreLink(BOOK *book, unsigned int saved);
// The sum of all loans; counts the visit.
CATALOG_API int CountLoans(CATALOG *catalog);
