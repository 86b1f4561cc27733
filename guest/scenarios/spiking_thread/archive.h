// SPDX-License-Identifier: MIT
#pragma once

#include "windows.h"
#include "words.h"

#define MOST_READERS 13
#define OLD_TABLES 40

typedef struct _READER {
  struct _ARCHIVE *Archive;
  int Number;
  int Documents;
  int Words;  // different ones in its documents
  int Pause;  // milliseconds
  int Read;
  WORD_TABLE *Table;
} READER;

typedef struct _ARCHIVE {
  char Name[16 + VARIANT * 8];
  int Count;
  int Pause;  // milliseconds
  unsigned int Start;
  HANDLE Delivery;  // event: more documents
  HANDLE Threads[MOST_READERS + 1];
  READER Readers[MOST_READERS];
  WORD_TABLE *Old[OLD_TABLES];
} ARCHIVE;

ARCHIVE *CreateArchive(void);
DWORD WINAPI ReaderThread(LPVOID parameter);
DWORD WINAPI ClockThread(LPVOID parameter);
