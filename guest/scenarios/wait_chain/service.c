// SPDX-License-Identifier: MIT
#include "service.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

// Queue 0 is the printer's. Every other one sends its jobs to one before it.
SERVICE *CreateService(void) {
  SERVICE *service = calloc(1, sizeof(SERVICE));
  int job = ReadNumber("FirstJob", 2000);
  srand((unsigned int)ReadNumber("Order", 1));
  ReadText("Floor", "Lobby", service->Floor, sizeof(service->Floor));
  service->Count = ReadNumber("Queues", 7);
  service->Pages = ReadNumber("Pages", 10);
  service->Pause = ReadNumber("Pause", 5);
  for (int i = 0; i < service->Count; i++) {
    QUEUE *next = i == 0 ? NULL : &service->Queues[i < 3 ? i - 1 : rand() % i];
    OpenQueue(&service->Queues[i], i + 1, next);
    service->Desks[i].Service = service;
    service->Desks[i].Queue = &service->Queues[i];
    service->Desks[i].Job = job + i * 7;
  }
  service->Taken = CreateEventA(NULL, FALSE, FALSE, NULL);
  service->Paper = CreateEventA(NULL, TRUE, FALSE, NULL);
  service->Orders = CreateSemaphoreA(NULL, 0, 8, NULL);
  return service;
}

static NOINLINE void AwaitPaper(SERVICE *service) {
#if VARIANT == 0
  WaitForSingleObject(service->Paper, INFINITE);
#elif VARIANT == 1
  Sleep(3600000 + service->Pages);
#else
  HANDLE either[2] = {service->Paper, service->Orders};
  WaitForMultipleObjects(2, either, FALSE, INFINITE);
#endif
}

static NOINLINE void PrintPages(DESK *desk) {
  TakeQueue(desk->Queue);
  SetEvent(desk->Service->Taken);
  AwaitPaper(desk->Service);
  LeaveQueue(desk->Queue);
}

DWORD WINAPI PrinterThread(LPVOID parameter) {
  DESK *desk = parameter;
  PrintPages(desk);
  return (DWORD)desk->Job;
}

static NOINLINE void ServeDesk(DESK *desk) {
  TakeQueue(desk->Queue);
  SetEvent(desk->Service->Taken);
  Sleep((DWORD)desk->Service->Pause);
  ForwardJob(desk->Queue, desk->Service->Pages);
  LeaveQueue(desk->Queue);
}

DWORD WINAPI ForwardThread(LPVOID parameter) {
  DESK *desk = parameter;
  ServeDesk(desk);
  return (DWORD)desk->Job;
}

static NOINLINE int CollectOrders(SERVICE *service) {
  int orders = 0;
  while (WaitForSingleObject(service->Orders, INFINITE) == WAIT_OBJECT_0) orders++;
  return orders;
}

DWORD WINAPI DeliveryThread(LPVOID parameter) { return (DWORD)CollectOrders(parameter); }
