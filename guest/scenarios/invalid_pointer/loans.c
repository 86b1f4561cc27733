// SPDX-License-Identifier: MIT
#include "loans.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static NOINLINE void TidyBook(LIBRARY *library, BOOK *book, int source) {
  char shelf[24];
  ReadText("Shelf", "Reading room", shelf, sizeof(shelf));
  _snprintf(library->Notice, sizeof(library->Notice), "%d is now in: %s", book->Number, shelf);
  if (source == 0) {
    RestoreLink(book, (unsigned int)ReadNumber("Previous", 100000000) * 16);
  } else {
    MoveBook(book, shelf);
  }
}

LIBRARY *CreateLibrary(void) {
  LIBRARY *library = calloc(1, sizeof(LIBRARY));
  int books = ReadNumber("Books", 30);
  int first = ReadNumber("FirstBook", 500);
  int moved = ReadNumber("Moved", 9);
  unsigned int serial = (unsigned int)ReadNumber("Serial", 1);
  BOOK *book = NULL;
  library->Catalog = OpenCatalog();
  for (int i = 0; i < books; i++) {
    BOOK *added = AddBook(library->Catalog, first + i * 3, serial + (unsigned int)i);
    if (i == moved) book = added;
  }
#if VARIANT == 2
  TidyBook(library, book, ReadNumber("Source", 0));
#else
  TidyBook(library, book, VARIANT);
#endif
  library->Evening = CreateEventA(NULL, TRUE, FALSE, NULL);
  return library;
}

static NOINLINE int CountAll(LIBRARY *library) {
  char line[24 + VARIANT * 16];
  int loans = CountLoans(library->Catalog);
  _snprintf(line, sizeof(line), "%d loans", loans);
  puts(line);
  return loans;
}

DWORD WINAPI CountingThread(LPVOID parameter) {
  LIBRARY *library = parameter;
  library->Loans = CountAll(library);
  SetEvent(library->Evening);
  return 0;
}
