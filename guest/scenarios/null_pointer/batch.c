// SPDX-License-Identifier: MIT
#include "batch.h"
#include "mark.h"
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

BATCH *CreateBatch(void) {
  BATCH *batch = calloc(1, sizeof(BATCH));
  int first = ReadNumber("FirstArticle", 1200);
  int articles = ReadNumber("Articles", 20) * 3;
  int special = ReadNumber("Special", 7);
  int part = ReadNumber("Part", 0);
  int quantity = ReadNumber("Quantity", 5);
  unsigned int state = (unsigned int)ReadNumber("Start", 1);
  ReadText("Customer", "Adler", batch->Customer, sizeof(batch->Customer));
  batch->Count = ReadNumber("Orders", 30);
  batch->Orders = calloc((size_t)batch->Count, sizeof(ORDER));
  batch->Prices = OpenPriceList(first, articles, ReadNumber("Week", 0));
  for (int i = 0; i < batch->Count; i++) {
    ORDER *order = &batch->Orders[i];
    order->Serial = NextSerial(&state);
    order->Number = 5000 + i * (3 + VARIANT);
    order->Part = i == special ? part : (i + part) % 3;
    order->Request.Article = first + articles / 3 * order->Part + i * 7 % (articles / 3);
    order->Request.Quantity = quantity + i % 9;
    // An article of another part, or one that is in no list.
    if (i == special) order->Request.Article = first + (articles / 3 * (part + 1) + special) % (articles + 9);
  }
  batch->Finished = CreateEventA(NULL, TRUE, FALSE, NULL);
  return batch;
}

NOINLINE int BookOrder(BATCH *batch, ORDER *order) {
  char line[40 + VARIANT * 24];
  int cents;
  MARK(booking, order, batch, (DWORD)order->Serial, (DWORD)(order->Serial >> 32));
  if (order->Part == 0) {
    cents = PriceLine(batch->Prices, &order->Request);
  } else if (order->Part == 1) {
    cents = OfferLine(batch->Prices, &order->Request);
  } else {
    cents = ReserveLine(batch->Prices, &order->Request);
  }
  _snprintf(line, sizeof(line), "%s %d: %d", batch->Customer, order->Number, cents);
  order->Total = cents;
  return cents;
}

#if VARIANT == 1
static NOINLINE int BookGroup(BATCH *batch, int first, int count) {
  int total = 0;
  for (int i = first; i < first + count && i < batch->Count; i++) {
    total += BookOrder(batch, &batch->Orders[i]);
    batch->Done++;
  }
  return total;
}

static NOINLINE int ProcessBatch(BATCH *batch) {
  int total = 0;
  for (int i = 0; i < batch->Count; i += 4) total += BookGroup(batch, i, 4);
  return total;
}
#else
static NOINLINE int ProcessBatch(BATCH *batch) {
  int total = 0;
  for (int i = 0; i < batch->Count; i++) {
    total += BookOrder(batch, &batch->Orders[i]);
    batch->Done++;
  }
  return total;
}
#endif

static NOINLINE int ReadPrice(const int *price) { return *price; }

// Whether a price can be read at the end of a list that is not there: an error that is handled.
static NOINLINE int HasPrices(const int *price) {
  __try {
    return ReadPrice(price) != 0;
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return 0;
  }
}

DWORD WINAPI BookingThread(LPVOID parameter) {
  BATCH *batch = parameter;
  if (!HasPrices((const int *)(ULONG_PTR)(batch->Count * 4))) {
    int total = ProcessBatch(batch);
    printf("Booked %d orders, %d cents\n", batch->Done, total);
  }
  SetEvent(batch->Finished);
  return 0;
}
