// SPDX-License-Identifier: MIT
#include "hall.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

HALL *CreateHall(void) {
  HALL *hall = calloc(1, sizeof(HALL));
  ReadText("Source", "Courier", hall->Source, sizeof(hall->Source));
  hall->Workers = ReadNumber("Workers", 4);
  hall->Count = ReadNumber("Articles", 40);
  hall->Pause = ReadNumber("Pause", 5);
  hall->Articles = OpenArticles(hall->Count, ReadNumber("FirstArticle", 1000), ReadNumber("Start", 1),
                                ReadNumber("Broken", 5));
  InitializeCriticalSection(&hall->Table);
  hall->Arrived = CreateSemaphoreA(NULL, 0, 1000, NULL);
  hall->Closing = CreateEventA(NULL, TRUE, FALSE, NULL);
  return hall;
}

static NOINLINE ARTICLE *TakeArticle(HALL *hall) {
  EnterCriticalSection(&hall->Table);
  ARTICLE *article = &hall->Articles[hall->Given++ % hall->Count];
  LeaveCriticalSection(&hall->Table);
  return article;
}

static NOINLINE void HandleArticle(HALL *hall, ARTICLE *article) {
  char line[32 + VARIANT * 16];
  if (!CheckArticle(article)) return;
  SumArticle(article);
  _snprintf(line, sizeof(line), "%s %d: %x", hall->Source, article->Number, article->Sum);
  EnterCriticalSection(&hall->Table);
  hall->Done++;
  LeaveCriticalSection(&hall->Table);
}

static NOINLINE int ServeArticles(HALL *hall) {
  HANDLE either[2] = {hall->Closing, hall->Arrived};
  int served = 0;
  while (WaitForMultipleObjects(2, either, FALSE, INFINITE) != WAIT_OBJECT_0) {
    HandleArticle(hall, TakeArticle(hall));
    served++;
  }
  return served;
}

DWORD WINAPI WorkerThread(LPVOID parameter) { return (DWORD)ServeArticles(parameter); }

static NOINLINE void ReceiveArticles(HALL *hall) {
  while (WaitForSingleObject(hall->Closing, (DWORD)hall->Pause) == WAIT_TIMEOUT) {
    ReleaseSemaphore(hall->Arrived, 1 + hall->Pause % 3, NULL);
  }
}

DWORD WINAPI ReceivingThread(LPVOID parameter) {
  ReceiveArticles(parameter);
  return 0;
}

static NOINLINE void ReportProgress(HALL *hall) {
  while (WaitForSingleObject(hall->Closing, 100) == WAIT_TIMEOUT) {
    printf("%s: %d articles\n", hall->Source, hall->Done);
  }
}

DWORD WINAPI ReportThread(LPVOID parameter) {
  ReportProgress(parameter);
  return 0;
}
