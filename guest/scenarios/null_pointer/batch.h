// SPDX-License-Identifier: MIT
#pragma once

#include "price_list.h"
#include "windows.h"

typedef struct _ORDER {
#if VARIANT == 2
  int Priority;
  int Customer;
#endif
  unsigned __int64 Serial;
  int Number;
  int Part;  // of the price list
  PRICE_REQUEST Request;
  int Total;
#if VARIANT == 1
  char Remark[12];
#endif
} ORDER;

typedef struct _BATCH {
  char Customer[24];
  int Count;
  int Done;
  ORDER *Orders;
  PRICE_LIST *Prices;
  HANDLE Finished;  // event
} BATCH;

BATCH *CreateBatch(void);
// Thread routine: books all orders of the batch.
DWORD WINAPI BookingThread(LPVOID parameter);
