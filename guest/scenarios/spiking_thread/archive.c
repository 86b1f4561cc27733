// SPDX-License-Identifier: MIT
#include "archive.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

// One reader gets documents with more words than its table has places.
ARCHIVE *CreateArchive(void) {
  ARCHIVE *archive = calloc(1, sizeof(ARCHIVE));
  int places = ReadNumber("Places", 20);
  int busy = ReadNumber("Busy", 1);
  ReadText("Archive", "Letters", archive->Name, sizeof(archive->Name));
  archive->Count = ReadNumber("Readers", 5);
  archive->Documents = ReadNumber("Documents", 20);
  archive->Pause = ReadNumber("Pause", 20);
  archive->Start = ReadNumber("Start", 1);
  for (int i = 0; i < archive->Count; i++) {
    READER *reader = &archive->Readers[i];
    reader->Archive = archive;
    reader->Number = i + 1;
    reader->Words = i == busy ? places * (1 + VARIANT) + 8 : places / 2;
    reader->Table = OpenTable(places);
  }
  archive->Delivery = CreateEventA(NULL, TRUE, FALSE, NULL);
  return archive;
}

static NOINLINE void ReadDocument(READER *reader, int document) {
  char title[24 + VARIANT * 16];
  unsigned int word = (unsigned int)(reader->Archive->Start + document);
  for (int i = 0; i < 12; i++) {
    word = word * 1103515245u + 12345u;
    AddWord(reader->Table, 16 + (word >> 16) % (unsigned int)reader->Words * 37);
  }
  _snprintf(title, sizeof(title), "%s %d", reader->Archive->Name, document);
  reader->Read++;
}

static NOINLINE void ReadAll(READER *reader) {
  for (int i = 0; i < reader->Archive->Documents; i++) {
    ReadDocument(reader, i);
    if (i % 4 == reader->Number % 4) Sleep((DWORD)reader->Archive->Pause / 4);
  }
}

static NOINLINE void AwaitDelivery(ARCHIVE *archive) { WaitForSingleObject(archive->Delivery, INFINITE); }

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
