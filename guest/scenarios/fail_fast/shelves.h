// SPDX-License-Identifier: MIT
#pragma once

#ifdef SHELVES_BUILD
#define SHELVES_API __declspec(dllexport) __attribute__((noinline))
#else
#define SHELVES_API __declspec(dllimport)
#endif

typedef struct _SHELF {
#if VARIANT == 2
  char Code[8];
#endif
  int Number;
  int Stored;   // pieces that were put here
  int Counted;  // pieces in its boxes
  int Boxes[6];
} SHELF;

typedef struct _SHELVES {
  unsigned int Guard;
  int Count;
  char Report[96 + VARIANT * 16];
  SHELF *All;
} SHELVES;

SHELVES_API SHELVES *OpenShelves(int count, unsigned int guard);
SHELVES_API void StorePieces(SHELVES *shelves, int shelf, int box, int pieces);
// Boxes lose pieces that nobody wrote down.
SHELVES_API void EmptyBox(SHELVES *shelves, int shelf, int box, int pieces);
// Counts the boxes of a shelf and compares; `keeper` signs.
SHELVES_API int CountShelf(SHELVES *shelves, int shelf, const char *keeper);
