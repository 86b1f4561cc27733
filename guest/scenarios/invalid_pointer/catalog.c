// SPDX-License-Identifier: MIT
#define CATALOG_BUILD
#include "catalog.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "windows.h"

static LONG g_Visits;

CATALOG *OpenCatalog(void) { return calloc(1, sizeof(CATALOG)); }

BOOK *AddBook(CATALOG *catalog, int number, unsigned int serial) {
  BOOK *book = calloc(1, sizeof(BOOK));
  book->Number = number;
  book->Loans = number % 7;
  book->Serial[0] = serial * 2654435761u;
  book->Serial[1] = serial ^ (unsigned int)number * 40503u;
  sprintf(book->Shelf, "R%d", number % 900);
  if (catalog->Last != NULL) {
    catalog->Last->Next = book;
  } else {
    catalog->First = book;
  }
  catalog->Last = book;
  catalog->Count++;
  return book;
}

void MoveBook(BOOK *book, const char *shelf) { strcpy(book->Shelf, shelf); }

void RestoreLink(BOOK *book, unsigned int saved) { book->Next = (BOOK *)(ULONG_PTR)saved; }

static NOINLINE int LoansOf(BOOK *book) {
#if VARIANT == 2
  book->Reserved[0]++;
#endif
  return book->Loans;
}

#if VARIANT == 1
static NOINLINE int VisitBook(BOOK *book, int before) {
  char line[32];
  int loans = LoansOf(book);
  _snprintf(line, sizeof(line), "%d: %d", before, loans);
  return loans;
}
#else
#define VisitBook(book, before) LoansOf(book)
#endif

int CountLoans(CATALOG *catalog) {
  int loans = 0;
  InterlockedIncrement(&g_Visits);
  for (BOOK *book = catalog->First; book != NULL; book = book->Next) loans += VisitBook(book, loans);
  return loans;
}
