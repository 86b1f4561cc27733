// SPDX-License-Identifier: MIT
#pragma once

#ifdef PARTS_BUILD
#define PARTS_API __declspec(dllexport) __attribute__((noinline))
#else
#define PARTS_API __declspec(dllimport)
#endif

typedef struct _PART {
#if VARIANT == 1
  char Drawing[12];
#endif
  int Number;
  int Weight;  // of its own, without what it holds
  int Count;
  struct _PART *Holds[3];
#if VARIANT == 2
  int Drawer;
#endif
  unsigned int Serial[2];
} PART;

PARTS_API void AddPart(PART *whole, PART *part);
// With everything that it holds.
PARTS_API int WeighPart(const PART *part);
