// SPDX-License-Identifier: MIT
#define PARTS_BUILD
#include "parts.h"
#include "mark.h"
#include "stdio.h"
#include "windows.h"

static LONG g_Weighings;

void AddPart(PART *whole, PART *part) {
  MARK(added, whole, part, (DWORD)part->Serial, (DWORD)(part->Serial >> 32));
  whole->Holds[whole->Count++] = part;
}

#if VARIANT == 0
#define WeighLine(part, index) WeighPart((part)->Holds[index])
#elif VARIANT == 1
static NOINLINE int WeighLine(const PART *part, int index) {
  int weight = WeighPart(part->Holds[index]);
  return weight + part->Number % 2;
}
#else
static NOINLINE int WeighPiece(const PART *part, int drawer) {
  int weight = WeighPart(part);
  return weight > drawer ? weight : drawer;
}

static NOINLINE int WeighLine(const PART *part, int index) {
  char label[16];
  sprintf(label, "%d/%d", part->Number, index);
  return WeighPiece(part->Holds[index], part->Drawer) + (label[0] == '0');
}
#endif

int WeighPart(const PART *part) {
  char note[280 + VARIANT * 260];
  int weight = part->Weight;
  MARK(weighing, part, 0, 0, 0);
  InterlockedIncrement(&g_Weighings);
  for (int i = 0; i < part->Count; i++) weight += WeighLine(part, i);
  _snprintf(note, sizeof(note), "%d: %d", part->Number, weight);
  MARK(weighed, part, 0, 0, 0);
  return weight + (note[0] == '0');
}
