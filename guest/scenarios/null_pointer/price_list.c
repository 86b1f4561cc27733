// SPDX-License-Identifier: MIT
#define PRICE_LIST_BUILD
#include "price_list.h"
#include "stdio.h"
#include "stdlib.h"
#include "windows.h"

static LONG g_Lookups;

PRICE_LIST *OpenPriceList(int first_article, int count) {
  PRICE_LIST *list = malloc(sizeof(PRICE_LIST));
  list->Count = count;
  list->Capacity = count + 8;
  list->Entries = calloc((size_t)list->Capacity, sizeof(PRICE_ENTRY));
  for (int i = 0; i < count; i++) {
    PRICE_ENTRY *entry = &list->Entries[i];
    entry->Article = first_article + i;
    entry->Cents = 99 + i * 37 % 500;
#if VARIANT != 0
    sprintf(entry->Label, "Item %d", entry->Article);
#endif
  }
  return list;
}

PRICE_ENTRY *FindPrice(PRICE_LIST *list, int article) {
  InterlockedIncrement(&g_Lookups);
  for (int i = 0; i < list->Count; i++) {
    if (list->Entries[i].Article == article) return &list->Entries[i];
  }
  return NULL;
}

static NOINLINE void RecordSale(PRICE_ENTRY *entry, int article, int quantity) {
  char note[24 + VARIANT * 20];
  _snprintf(note, sizeof(note), "%d x %d", quantity, article);
  entry->LastQuantity = quantity;
  entry->Sold += quantity;
}

#if VARIANT == 2
static NOINLINE int LineTotal(int cents, int quantity) {
  int total = cents * quantity;
  return quantity > 50 ? total - total / 20 : total;
}
#else
#define LineTotal(cents, quantity) ((cents) * (quantity))
#endif

int PriceLine(PRICE_LIST *list, int article, int quantity) {
  PRICE_ENTRY *entry = FindPrice(list, article);
  RecordSale(entry, article, quantity);
  return LineTotal(entry->Cents, quantity);
}
