// SPDX-License-Identifier: MIT
#pragma once

#ifdef PARTS_BUILD
#define PARTS_API __declspec(dllexport) __attribute__((noinline))
#else
#define PARTS_API __declspec(dllimport)
#endif

#define MOST_HELD 4

typedef struct _PART {
  unsigned __int64 Serial;
#if VARIANT == 1
  char Drawing[12];
#endif
  int Number;
  int Weight;  // of its own, without what it holds
  int Count;
  struct _PART *Holds[MOST_HELD];
#if VARIANT == 2
  int Drawer;
#endif
} PART;

PARTS_API void AddPart(PART *whole, PART *part);
// With everything that it holds.
PARTS_API int WeighPart(const PART *part);
