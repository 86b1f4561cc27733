// SPDX-License-Identifier: MIT
#include "store.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

STORE *CreateStore(void) {
  STORE *store = calloc(1, sizeof(STORE));
  int shelves = ReadNumber("Shelves", 8);
  int articles = ReadNumber("Articles", 30);
  int first = ReadNumber("FirstArticle", 1000);
  ReadText("Keeper", "Margarethe Lindqvist-Oberhofer", store->Keeper, sizeof(store->Keeper));
  store->Shelves = OpenShelves(shelves, (unsigned int)ReadNumber("Guard", 123456));
  for (int i = 0; i < articles; i++) {
    StorePieces(store->Shelves, i % shelves, i % 6, 2 + (first + i) % 17);
  }
  EmptyBox(store->Shelves, ReadNumber("Shelf", 3), 1, ReadNumber("Lost", 2));
  store->Counted = CreateEventA(NULL, TRUE, FALSE, NULL);
  return store;
}

static NOINLINE int VisitShelf(STORE *store, int shelf) {
  char line[24 + VARIANT * 16];
  int pieces = CountShelf(store->Shelves, shelf, store->Keeper);
  _snprintf(line, sizeof(line), "Shelf %d: %d", shelf, pieces);
  return pieces;
}

static NOINLINE int CountStore(STORE *store) {
  int pieces = 0;
  for (int i = 0; i < store->Shelves->Count; i++) pieces += VisitShelf(store, i);
  return pieces;
}

DWORD WINAPI InventoryThread(LPVOID parameter) {
  STORE *store = parameter;
  store->Pieces = CountStore(store);
  SetEvent(store->Counted);
  return 0;
}
