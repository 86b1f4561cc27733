// SPDX-License-Identifier: MIT
#include "planner.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

TOUR *CreateTour(void) {
  TOUR *tour = calloc(1, sizeof(TOUR));
  int towns = ReadNumber("Towns", 10);
  int first = ReadNumber("FirstNumber", 500);
  ReadText("Town", "Ashford", tour->Town, sizeof(tour->Town));
  tour->Reason = ReadNumber("Reason", 1);
  tour->Count = ReadNumber("Deliveries", 20);
  tour->Map = OpenMap(towns, ReadNumber("Closed", 5), ReadNumber("Start", 1));
  tour->Deliveries = calloc((size_t)tour->Count, sizeof(DELIVERY));
  for (int i = 0; i < tour->Count; i++) {
    DELIVERY *delivery = &tour->Deliveries[i];
    delivery->Number = first + i * 2;
    delivery->From = i % towns;
    delivery->To = (i * 3 + 1) % towns;
    delivery->Hour = 8 + i * 5 % 13;
  }
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
    if (VARIANT != 0 && !IsForToday(delivery)) delivery->To = delivery->From;
    length += PlanDelivery(tour, delivery);
    tour->Planned++;
  }
  return length;
}

static DWORD WINAPI PlanningThread(LPVOID parameter) {
  TOUR *tour = parameter;
  printf("%s: %d km\n", tour->Town, PlanTour(tour));
  SetEvent(tour->Planning);
  return 0;
}

static NOINLINE void LoadVans(TOUR *tour) {
  WaitForSingleObject(tour->Planning, INFINITE);
  printf("%s: %d deliveries\n", tour->Town, tour->Planned);
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
