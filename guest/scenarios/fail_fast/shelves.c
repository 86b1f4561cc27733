// SPDX-License-Identifier: MIT
#define SHELVES_BUILD
#include "shelves.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "windows.h"

SHELVES *OpenShelves(int count, unsigned int guard) {
  SHELVES *shelves = calloc(1, sizeof(SHELVES));
  shelves->Guard = guard * 2 + 1;
  shelves->Count = count;
  shelves->All = calloc((size_t)count, sizeof(SHELF));
  for (int i = 0; i < count; i++) {
    shelves->All[i].Number = i + 1;
#if VARIANT == 2
    sprintf(shelves->All[i].Code, "S%d", i + 1);
#endif
  }
  return shelves;
}

void StorePieces(SHELVES *shelves, int shelf, int box, int pieces) {
  shelves->All[shelf].Stored += pieces;
  shelves->All[shelf].Boxes[box] += pieces;
}

void EmptyBox(SHELVES *shelves, int shelf, int box, int pieces) { shelves->All[shelf].Boxes[box] -= pieces; }

static NOINLINE int CountBoxes(SHELF *shelf) {
  int pieces = 0;
  for (int i = 0; i < 6; i++) pieces += shelf->Boxes[i];
  shelf->Counted = pieces;
  return pieces;
}

#if VARIANT == 0
#ifndef STATUS_ASSERTION_FAILURE
#define STATUS_ASSERTION_FAILURE 0xc0000420
#endif

static NOINLINE void ReportCheck(SHELVES *shelves, const char *expression, int line, int left, int right) {
  ULONG_PTR values[2] = {(ULONG_PTR)left, (ULONG_PTR)right};
  _snprintf(shelves->Report, sizeof(shelves->Report), "Check failed: %s (%d, %d), %s line %d\n", expression,
            left, right, __FILE__, line);
  OutputDebugStringA(shelves->Report);
  RaiseException((DWORD)STATUS_ASSERTION_FAILURE, EXCEPTION_NONCONTINUABLE, 2, values);
}

#define CHECK_EQUAL(left, right)                                                             \
  do {                                                                                       \
    if ((left) != (right)) ReportCheck(shelves, #left " == " #right, __LINE__, left, right); \
  } while (0)

int CountShelf(SHELVES *shelves, int shelf, const char *keeper) {
  SHELF *counted = &shelves->All[shelf];
  int pieces = CountBoxes(counted);
  CHECK_EQUAL(counted->Counted, counted->Stored);
  return pieces;
}
#elif VARIANT == 1
#ifndef STATUS_STACK_BUFFER_OVERRUN
#define STATUS_STACK_BUFFER_OVERRUN 0xc0000409
#endif
#define GUARD_WAS_CHANGED 2

static NOINLINE void ReportGuard(void) {
  ULONG_PTR reason[1] = {GUARD_WAS_CHANGED};
  RaiseException((DWORD)STATUS_STACK_BUFFER_OVERRUN, EXCEPTION_NONCONTINUABLE, 1, reason);
}

typedef struct _SIGNATURE {
  int Shelf;
  char Keeper[20];
  volatile unsigned int Guard;
  int Reserved[4];
} SIGNATURE;

// A shelf that lacks pieces is signed with the full name.
int CountShelf(SHELVES *shelves, int shelf, const char *keeper) {
  SIGNATURE signature;
  int pieces = CountBoxes(&shelves->All[shelf]);
  signature.Guard = shelves->Guard;
  signature.Shelf = shelf;
  if (pieces != shelves->All[shelf].Stored) {
    strcpy(signature.Keeper, keeper);
  } else {
    lstrcpynA(signature.Keeper, keeper, 4);
  }
  _snprintf(shelves->Report, sizeof(shelves->Report), "%d: %s", signature.Shelf, signature.Keeper);
  if (signature.Guard != shelves->Guard) ReportGuard();
  return pieces;
}
#else
static NOINLINE void CompareShelf(SHELVES *shelves, const SHELF *shelf) {
  _snprintf(shelves->Report, sizeof(shelves->Report), "%s: %d of %d", shelf->Code, shelf->Counted,
            shelf->Stored);
  if (shelf->Counted != shelf->Stored) __asm__ volatile("int $3");
}

int CountShelf(SHELVES *shelves, int shelf, const char *keeper) {
  int pieces = CountBoxes(&shelves->All[shelf]);
  CompareShelf(shelves, &shelves->All[shelf]);
  return pieces;
}
#endif
