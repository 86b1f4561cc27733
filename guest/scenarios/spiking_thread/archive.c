// SPDX-License-Identifier: MIT
#include "archive.h"
#include "mark.h"
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

#define WORDS_OF_DOCUMENT 192
#define MANY 1000000

static void SetUpReader(READER *reader, int documents, int pause) {
  reader->Documents = documents;
  reader->Pause = pause;
}

// Some have few documents, one has many at once, the others get them one by one.
static void SetUpReaders(ARCHIVE *archive, unsigned int *state) {
  int places = ReadNumber("Places", 20), documents = ReadNumber("Documents", 20);
  READER *order[MOST_READERS];
  for (int i = 0; i < archive->Count; i++) order[i] = &archive->Readers[i];
  for (int i = archive->Count; i > 1; i--) {
    int other = (int)((unsigned int)(NextSerial(state) >> 32) % (unsigned int)i);
    READER *moved = order[i - 1];
    order[i - 1] = order[other];
    order[other] = moved;
  }
  for (int i = 0; i < archive->Count; i++) {
    archive->Readers[i].Archive = archive;
    archive->Readers[i].Number = i + 1;
    archive->Readers[i].Table = OpenTable(places, NextSerial(state));
    order[i]->Words = i == 0 ? places * (1 + VARIANT) + 8 : places / 2;
    SetUpReader(order[i], MANY, archive->Pause + i);
  }
  SetUpReader(order[1], documents * 2, 0);
  int few = ReadNumber("Few", 3);
  for (int i = 2; i < 2 + few; i++) SetUpReader(order[i], 2 + i, archive->Pause / 4);
}

// One reader gets documents with more words than its table has places.
ARCHIVE *CreateArchive(void) {
  ARCHIVE *archive = calloc(1, sizeof(ARCHIVE));
  unsigned int state = (unsigned int)ReadNumber("Serial", 1);
  ReadText("Archive", "Letters", archive->Name, sizeof(archive->Name));
  archive->Count = ReadNumber("Readers", 12);
  archive->Pause = ReadNumber("Pause", 20);
  archive->Start = (unsigned int)(NextSerial(&state) >> 32);
  for (int i = 0; i < OLD_TABLES; i++) archive->Old[i] = OpenTable(16 + i % 24, NextSerial(&state));
  SetUpReaders(archive, &state);
  archive->Delivery = CreateEventA(NULL, TRUE, FALSE, NULL);
  return archive;
}

static NOINLINE void ReadDocument(READER *reader, int document) {
  char title[24 + VARIANT * 16];
  unsigned int word = reader->Archive->Start + (unsigned int)(reader->Number * MANY + document);
  for (int i = 0; i < WORDS_OF_DOCUMENT; i++) {
    word = word * 1103515245u + 12345u;
    AddWord(reader->Table,
            (1 + (word >> 16) % (unsigned int)reader->Words) * 0x9e3779b1u ^ reader->Archive->Start);
  }
  _snprintf(title, sizeof(title), "%s %d", reader->Archive->Name, document);
  reader->Read++;
}

static NOINLINE void ReadAll(READER *reader) {
  for (int i = 0; i < reader->Documents; i++) {
    ReadDocument(reader, i);
    if (reader->Pause > 0) Sleep((DWORD)reader->Pause);
  }
}

static NOINLINE void AwaitDelivery(ARCHIVE *archive) {
  HANDLE delivery = archive->Delivery;
  MARK(delivery, delivery, 0, 0, 0);
  WaitForSingleObject(delivery, INFINITE);
}

DWORD WINAPI ReaderThread(LPVOID parameter) {
  READER *reader = parameter;
  ReadAll(reader);
  AwaitDelivery(reader->Archive);
  return (DWORD)reader->Read;
}

static NOINLINE int KeepTime(ARCHIVE *archive) {
  int ticks = 0;
  while (WaitForSingleObject(archive->Delivery, (DWORD)archive->Pause) == WAIT_TIMEOUT) ticks++;
  return ticks;
}

DWORD WINAPI ClockThread(LPVOID parameter) { return (DWORD)KeepTime(parameter); }
