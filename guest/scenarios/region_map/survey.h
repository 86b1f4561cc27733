// SPDX-License-Identifier: MIT
#pragma once

#include "legend.h"
#include "sheets.h"

#define MOST_CLERKS 8
#define MOST_SHEETS 8
#define MOST_AREAS 24
#define PLACES 8

typedef struct _CLERK {
  struct _SURVEY *Survey;
  int Number;
  int Depth;   // how many notes lie on its desk
  BYTE *Desk;  // in its stack
  BYTE *Block;
} CLERK;

typedef struct _SURVEY {
  char Name[16 + VARIANT * 8];
  unsigned int State;  // of the generator
  int Clerks, Sheets, Areas, Heaps;
  HANDLE Seated;   // semaphore
  HANDLE Evening;  // event
  HANDLE Threads[MOST_CLERKS];
  HANDLE OwnHeaps[4];
  CLERK Staff[MOST_CLERKS];
  SHEET *Drawn[MOST_SHEETS];
  SHEET *Scratch;
  BYTE *Land[MOST_AREAS];  // reserved, one page of each in use
  int LandPages[MOST_AREAS];
} SURVEY;

unsigned int Below(SURVEY *survey, unsigned int bound);
void OpenLand(SURVEY *survey);
void DrawSheets(SURVEY *survey);
void OpenHeaps(SURVEY *survey);
void SeatClerks(SURVEY *survey);
void NotePlaces(SURVEY *survey);
