// SPDX-License-Identifier: MIT
#define PRICE_LIST_BUILD
#include "price_list.h"
#include "mark.h"
#include "stdio.h"
#include "stdlib.h"
#include "windows.h"

static LONG g_Lookups;

PRICE_LIST *OpenPriceList(int first_article, int count, int week) {
  PRICE_LIST *list = malloc(sizeof(PRICE_LIST));
  list->Count = count;
  list->Week = week;
  list->Entries = calloc((size_t)count, sizeof(PRICE_ENTRY));
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

static PRICE_ENTRY *FindBetween(PRICE_LIST *list, int article, int first, int end) {
  InterlockedIncrement(&g_Lookups);
  for (int i = first; i < end; i++) {
    if (list->Entries[i].Article == article) return &list->Entries[i];
  }
  return NULL;
}

PRICE_ENTRY *FindPrice(PRICE_LIST *list, int article) {
  PRICE_ENTRY *entry = FindBetween(list, article, 0, list->Count / 3);
  MARK(regular_price, list, article, entry, 0);
  return entry;
}

PRICE_ENTRY *FindOffer(PRICE_LIST *list, int article) {
  PRICE_ENTRY *entry = FindBetween(list, article, list->Count / 3, list->Count / 3 * 2);
  MARK(offered_price, list, article, entry, 0);
  return entry;
}

PRICE_ENTRY *FindReserve(PRICE_LIST *list, int article) {
  PRICE_ENTRY *entry = FindBetween(list, article, list->Count / 3 * 2, list->Count);
  MARK(reserve_price, list, article, entry, 0);
  return entry;
}

NOINLINE void RecordSale(PRICE_ENTRY *entry, PRICE_REQUEST *request, int week) {
  char note[24 + VARIANT * 20];
  _snprintf(note, sizeof(note), "%d x %d", request->Quantity, request->Article);
#if VARIANT == 0
  if (entry->Sold[week] < request->Quantity) entry->LastQuantity = request->Quantity;
  entry->Sold[week] += request->Quantity;
#else
  entry->Sold[week] = request->Quantity;
  entry->LastQuantity = request->Quantity;
#endif
}

#if VARIANT == 2
static NOINLINE int LineTotal(int cents, int quantity) {
  int total = cents * quantity;
  return quantity > 50 ? total - total / 20 : total;
}
#else
#define LineTotal(cents, quantity) ((cents) * (quantity))
#endif

int PriceLine(PRICE_LIST *list, PRICE_REQUEST *request) {
  PRICE_ENTRY *entry = FindPrice(list, request->Article);
  RecordSale(entry, request, list->Week);
  return LineTotal(entry->Cents, request->Quantity);
}

int OfferLine(PRICE_LIST *list, PRICE_REQUEST *request) {
  PRICE_ENTRY *entry = FindOffer(list, request->Article);
  RecordSale(entry, request, list->Week);
  return LineTotal(entry->Cents, request->Quantity) * 9 / 10;
}

int ReserveLine(PRICE_LIST *list, PRICE_REQUEST *request) {
  PRICE_ENTRY *entry = FindReserve(list, request->Article);
  RecordSale(entry, request, list->Week);
  return LineTotal(entry->Cents, request->Quantity) + 500;
}
