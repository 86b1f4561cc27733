// SPDX-License-Identifier: MIT
#include "planner.h"
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static unsigned int Draw(unsigned int *state, unsigned int below) {
  return (unsigned int)(NextSerial(state) >> 32) % below;
}

// One of the towns that roads lead to.
static int DrawTown(int towns, int closed, unsigned int *state) {
  int town = (int)Draw(state, (unsigned int)towns - 1);
  return town + (town >= closed);
}

TOUR *CreateTour(void) {
  TOUR *tour = calloc(1, sizeof(TOUR));
  int towns = ReadNumber("Towns", 10);
  int first = ReadNumber("FirstNumber", 500);
  int closed = ReadNumber("Closed", 5);
  unsigned int state = (unsigned int)ReadNumber("Start", 1);
  ReadText("Town", "Ashford", tour->Town, sizeof(tour->Town));
  tour->Count = ReadNumber("Deliveries", 40);
  tour->Map = OpenMap(towns, closed, (int)Draw(&state, 30000));
  tour->Deliveries = calloc((size_t)tour->Count, sizeof(DELIVERY));
  int far = (int)Draw(&state, (unsigned int)tour->Count);
  for (int i = 0; i < tour->Count; i++) {
    DELIVERY *delivery = &tour->Deliveries[i];
    delivery->Number = first + i * 2;
    delivery->From = DrawTown(towns, closed, &state);
    delivery->To = i == far ? closed : DrawTown(towns, closed, &state);
    delivery->Hour = 8 + i * 5 % 13;
    delivery->Kind = (int)Draw(&state, 4);
    delivery->Permit = 100000000 + (int)Draw(&state, 800000000);
    sprintf(delivery->Key, "%s-%u", tour->Town, 1000 + Draw(&state, 9000));
  }
  tour->Load = tour->Deliveries[Draw(&state, (unsigned int)tour->Count)].Permit - 1;
  tour->Planning = CreateEventA(NULL, TRUE, FALSE, NULL);
  return tour;
}

// Late deliveries are left for the next day.
static NOINLINE int IsForToday(const DELIVERY *delivery) {
  int today = 0;
  __try {
    today = FitsHour(delivery);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    today = 0;
  }
  return today;
}

static NOINLINE int PlanTour(TOUR *tour) {
  int length = 0;
  for (int i = 0; i < tour->Count; i++) {
    DELIVERY *delivery = &tour->Deliveries[i];
    if (IsForToday(delivery) || delivery->To != delivery->From) length += PlanDelivery(tour, delivery);
    tour->Planned = length;
  }
  return length;
}

static DWORD WINAPI PlanningThread(LPVOID parameter) {
  TOUR *tour = parameter;
  printf("%s: %d km\n", tour->Town, PlanTour(tour));
  SetEvent(tour->Planning);
  return 0;
}

// What the van cannot take is left.
static NOINLINE int IsForVan(const TOUR *tour, const DELIVERY *delivery) {
  int load = 0;
  __try {
    load = FitsVan(tour, delivery);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    load = 0;
  }
  return load;
}

static NOINLINE void LoadVans(TOUR *tour) {
  int loaded = 0;
  for (int i = 0; i < tour->Count; i++) loaded += IsForVan(tour, &tour->Deliveries[i]);
  WaitForSingleObject(tour->Planning, INFINITE);
  printf("%s: %d of %d deliveries\n", tour->Town, loaded, tour->Count);
}

static DWORD WINAPI LoadingThread(LPVOID parameter) {
  LoadVans(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  TOUR *tour = CreateTour();
  printf("%s: %d towns\n", tour->Town, tour->Map->Towns);
  threads[0] = CreateThread(NULL, 0, LoadingThread, tour, 0, NULL);
  Sleep(20);
  threads[1] = CreateThread(NULL, 0, PlanningThread, tour, 0, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
