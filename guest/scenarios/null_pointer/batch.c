// SPDX-License-Identifier: MIT
#include "batch.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

BATCH *CreateBatch(void) {
  BATCH *batch = calloc(1, sizeof(BATCH));
  int first = ReadNumber("FirstArticle", 1200);
  int articles = ReadNumber("Articles", 20);
  int special = ReadNumber("Special", 7);
  int quantity = ReadNumber("Quantity", 5);
  ReadText("Customer", "Adler", batch->Customer, sizeof(batch->Customer));
  batch->Count = ReadNumber("Orders", 30);
  batch->Orders = calloc((size_t)batch->Count, sizeof(ORDER));
  batch->Prices = OpenPriceList(first, articles);
  for (int i = 0; i < batch->Count; i++) {
    ORDER *order = &batch->Orders[i];
    order->Number = 5000 + i * (3 + VARIANT);
    order->Article = first + i * 7 % articles;
    order->Quantity = quantity + i % 9;
    if (i == special) order->Article = first + articles + special;
  }
  batch->Finished = CreateEventA(NULL, TRUE, FALSE, NULL);
  return batch;
}

static NOINLINE int BookOrder(BATCH *batch, ORDER *order) {
  char line[40 + VARIANT * 24];
  int cents = PriceLine(batch->Prices, order->Article, order->Quantity);
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

DWORD WINAPI BookingThread(LPVOID parameter) {
  BATCH *batch = parameter;
  int total = ProcessBatch(batch);
  printf("Booked %d orders, %d cents\n", batch->Done, total);
  SetEvent(batch->Finished);
  return 0;
}
