// SPDX-License-Identifier: MIT
#define SPOOLER_BUILD
#include "spooler.h"
#include "stdio.h"

void OpenQueue(QUEUE *queue, int number, QUEUE *next) {
  queue->Number = number;
  queue->Next = next;
  InitializeCriticalSection(&queue->Lock);
#if VARIANT == 1
  sprintf(queue->Title, "Q%d", number);
#endif
}

void TakeQueue(QUEUE *queue) {
  EnterCriticalSection(&queue->Lock);
  queue->Jobs++;
}

void LeaveQueue(QUEUE *queue) { LeaveCriticalSection(&queue->Lock); }

#if VARIANT == 2
static NOINLINE void PassPages(QUEUE *from, QUEUE *to, int pages) {
  char line[32];
  _snprintf(line, sizeof(line), "%d -> %d: %d", from->Number, to->Number, pages);
  TakeQueue(to);
  to->Reserved[pages % 3] = line[0];
  LeaveQueue(to);
}
#else
static NOINLINE void PassPages(QUEUE *from, QUEUE *to, int pages) {
  TakeQueue(to);
  to->Jobs += pages > from->Jobs;
  LeaveQueue(to);
}
#endif

void ForwardJob(QUEUE *queue, int pages) { PassPages(queue, queue->Next, pages); }
