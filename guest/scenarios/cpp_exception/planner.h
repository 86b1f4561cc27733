// SPDX-License-Identifier: MIT
#pragma once

#include "roads.h"
#include "windows.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _DELIVERY {
  int Number;
  int From, To;
  int Hour;
  int Kind;    // of the road
  int Permit;  // of the road's owner
  int Length;
  char Key[16];
} DELIVERY;

typedef struct _TOUR {
  char Town[20 + VARIANT * 4];
  int Count;
  int Planned;
  int Load;  // that a van takes
  ROAD_MAP *Map;
  DELIVERY *Deliveries;
  HANDLE Planning;  // event: done
} TOUR;

TOUR *CreateTour(void);
int PlanDelivery(TOUR *tour, DELIVERY *delivery);
// Whether the delivery can be made in its hour.
int FitsHour(const DELIVERY *delivery);
// Whether the van can take the delivery.
int FitsVan(const TOUR *tour, const DELIVERY *delivery);

#ifdef __cplusplus
}
#endif
