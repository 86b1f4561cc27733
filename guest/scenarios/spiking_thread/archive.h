// SPDX-License-Identifier: MIT
#pragma once

#include "windows.h"
#include "words.h"

#define MOST_READERS 8

typedef struct _READER {
  struct _ARCHIVE *Archive;
  int Number;
  int Words;  // different ones in its documents
  int Read;
  WORD_TABLE *Table;
} READER;

typedef struct _ARCHIVE {
  char Name[16 + VARIANT * 8];
  int Count;
  int Documents;
  int Pause;  // milliseconds
  int Start;
  HANDLE Delivery;  // event: more documents
  HANDLE Threads[MOST_READERS + 1];
  READER Readers[MOST_READERS];
} ARCHIVE;

ARCHIVE *CreateArchive(void);
DWORD WINAPI ReaderThread(LPVOID parameter);
DWORD WINAPI ClockThread(LPVOID parameter);
