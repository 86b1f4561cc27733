// SPDX-License-Identifier: MIT
#pragma once

#include "spooler.h"

#define MOST_QUEUES 10

typedef struct _DESK {
  struct _SERVICE *Service;
  QUEUE *Queue;
  int Job;
} DESK;

typedef struct _SERVICE {
  char Floor[16 + VARIANT * 8];
  int Count;
  int Pages;
  int Pause;  // milliseconds
  QUEUE Queues[MOST_QUEUES];
  DESK Desks[MOST_QUEUES];
  HANDLE Taken;   // event: a desk has its queue
  HANDLE Paper;   // event
  HANDLE Orders;  // semaphore
  HANDLE Threads[MOST_QUEUES + 1];
} SERVICE;

SERVICE *CreateService(void);
DWORD WINAPI PrinterThread(LPVOID parameter);
DWORD WINAPI ForwardThread(LPVOID parameter);
DWORD WINAPI DeliveryThread(LPVOID parameter);
