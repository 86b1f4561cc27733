// SPDX-License-Identifier: MIT
#pragma once

#ifdef PRICE_LIST_BUILD
#define PRICE_API __declspec(dllexport) __attribute__((noinline))
#else
#define PRICE_API __declspec(dllimport)
#endif

#define WEEKS 52

typedef struct _PRICE_ENTRY {
#if VARIANT == 1
  char Label[20];
#elif VARIANT == 2
  int Supplier;
  char Label[36];
#endif
  int Article;
  int Cents;
#if VARIANT != 0
  int Reserved;
#endif
  int LastQuantity;
  int Sold[WEEKS];  // pieces, by week
} PRICE_ENTRY;

typedef struct _PRICE_LIST {
  int Count;  // of entries in use: the first third regular, the second offers, the last reserve
  int Week;
  PRICE_ENTRY *Entries;
} PRICE_LIST;

// What a line of an order asks for.
typedef struct _PRICE_REQUEST {
  int Article;
  int Quantity;
  int Checked;
} PRICE_REQUEST;

PRICE_API PRICE_LIST *OpenPriceList(int first_article, int count, int week);
// These give NULL for an article that is not in their part of the list.
PRICE_API PRICE_ENTRY *FindPrice(PRICE_LIST *list, int article);
PRICE_API PRICE_ENTRY *FindOffer(PRICE_LIST *list, int article);
PRICE_API PRICE_ENTRY *FindReserve(PRICE_LIST *list, int article);
// Cents for the request; counts it as sold. Prices are regular, of offers, or of the reserve.
PRICE_API int PriceLine(PRICE_LIST *list, PRICE_REQUEST *request);
PRICE_API int OfferLine(PRICE_LIST *list, PRICE_REQUEST *request);
PRICE_API int ReserveLine(PRICE_LIST *list, PRICE_REQUEST *request);
