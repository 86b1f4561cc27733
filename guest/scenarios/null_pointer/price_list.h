// SPDX-License-Identifier: MIT
#pragma once

#ifdef PRICE_LIST_BUILD
#define PRICE_API __declspec(dllexport) __attribute__((noinline))
#else
#define PRICE_API __declspec(dllimport)
#endif

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
  int Sold;
  int LastQuantity;
} PRICE_ENTRY;

typedef struct _PRICE_LIST {
  int Count;
  int Capacity;
  PRICE_ENTRY *Entries;
} PRICE_LIST;

PRICE_API PRICE_LIST *OpenPriceList(int first_article, int count);
PRICE_API PRICE_ENTRY *FindPrice(PRICE_LIST *list, int article);
// Cents for `quantity` pieces; counts them as sold.
PRICE_API int PriceLine(PRICE_LIST *list, int article, int quantity);
