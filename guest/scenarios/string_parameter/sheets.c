// SPDX-License-Identifier: MIT
#define SHEETS_BUILD
#include "sheets.h"
#include "mark.h"
#include "stdio.h"
#include "stdlib.h"

#define NOT_IN_CATALOGUE 0xe0000021

CATALOGUE *OpenCatalogue(void) { return calloc(1, sizeof(CATALOGUE)); }

static unsigned int SumOf(const CHARACTER *name) {
  unsigned int sum = 5381;
  while (*name != 0) sum = sum * 33 + (unsigned int)*name++;
  return sum;
}

void AddSheet(CATALOGUE *catalogue, const CHARACTER *name) {
  catalogue->Sums[catalogue->Count++] = SumOf(name);
}

static int FindSheet(const CATALOGUE *catalogue, const CHARACTER *name) {
  unsigned int sum = SumOf(name);
  for (int i = 0; i < catalogue->Count; i++) {
    if (catalogue->Sums[i] == sum) return i;
  }
  return -1;
}

// Names have room for NAME_ROOM characters.
static NOINLINE void MarkName(const CHARACTER *name) {
  const DWORD *words = (const DWORD *)name;
  MARK(name, words[0], words[1], words[2], words[3]);
#if VARIANT == 1
  MARK(name_end, words[4], words[5], words[6], words[7]);
#endif
}

static NOINLINE int RefuseSheet(CHARACTER **slot, const CHARACTER *name) {
  MARK(refused, slot, name, 0, 0);
  MarkName(name);
  RaiseException(NOT_IN_CATALOGUE, EXCEPTION_NONCONTINUABLE, 0, NULL);
  return -1;
}

#if VARIANT == 1
NOINLINE int OpenSheet(CATALOGUE *catalogue, CHARACTER **slot) {
  int sheet = FindSheet(catalogue, *slot);
  if (sheet < 0) sheet = RefuseSheet(slot, *slot);
  return sheet;
}

NOINLINE int OpenGroup(CATALOGUE *catalogue, CHARACTER **names, int count) {
  int last = 0;
  for (int i = 0; i < count; i++) last = OpenSheet(catalogue, names + i);
  return last;
}
#else
NOINLINE int OpenSheet(CATALOGUE *catalogue, const CHARACTER *name, CHARACTER **slot) {
  char note[20 + VARIANT * 12];
  int sheet = FindSheet(catalogue, name);
  _snprintf(note, sizeof(note), "%d of %d", sheet, catalogue->Count);
  if (sheet < 0) sheet = RefuseSheet(slot, name);
  return sheet + (note[0] == '0');
}

#if VARIANT == 0
NOINLINE int OpenGroup(CATALOGUE *catalogue, CHARACTER **names, int count) {
  int last = 0;
  for (int i = 0; i < count; i++) last = OpenSheet(catalogue, names[i], names + i);
  return last;
}
#else
NOINLINE int OpenPair(CATALOGUE *catalogue, CHARACTER **names, int count) {
  int last = OpenSheet(catalogue, names[0], names);
  return count > 1 ? OpenSheet(catalogue, names[1], names + 1) : last;
}

NOINLINE int OpenGroup(CATALOGUE *catalogue, CHARACTER **names, int count) {
  int last = 0;
  for (int i = 0; i < count; i += 2) last = OpenPair(catalogue, names + i, count - i);
  return last;
}
#endif
#endif

#define GROUP (3 + 2 * VARIANT)

int OpenAll(CATALOGUE *catalogue, CHARACTER **names, int count) {
  MARK(opening, names, count, 0, 0);
  for (int i = 0; i < count; i += GROUP) {
    OpenGroup(catalogue, names + i, count - i < GROUP ? count - i : GROUP);
  }
  catalogue->Opened += count;
  return catalogue->Opened;
}
