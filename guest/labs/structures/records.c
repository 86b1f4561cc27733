// SPDX-License-Identifier: MIT
// Structures in memory. Every byte that no member has stays CCh; every member has a value of its own.
#include "string.h"
#include "windows.h"

#define FILLER 0xcc

typedef struct _POINT_3 {
  BYTE Tag;
  DWORD X;
  WORD Y;
} POINT_3;

typedef struct _RECORD {
  BYTE Kind;
  double Price;
  WORD Count;
  POINT_3 Place;
  BYTE Last;
} RECORD;

#pragma pack(push, 1)
typedef struct _PACKED_RECORD {
  BYTE Kind;
  double Price;
  WORD Count;
  DWORD Total;
} PACKED_RECORD;
#pragma pack(pop)

typedef union _NUMBER {
  DWORD Word;
  BYTE Bytes[4];
  WORD Halves[2];
} NUMBER;

typedef struct _FLAGS {
  DWORD Low : 3, Middle : 5, High : 9;
} FLAGS;

typedef struct _NODE {
  struct _NODE *Next;
  DWORD Value;
} NODE;

typedef struct _TASK {
  DWORD Id;
  WORD Level;
  LIST_ENTRY Links;
  DWORD Owner;
} TASK;

static RECORD record;
static PACKED_RECORD packed;
static POINT_3 points[3];
static NUMBER number;
static FLAGS flags;
static NODE nodes[3];
static TASK tasks[3];
static LIST_ENTRY head;
static NODE *first;

static void *const all[] = {&record, &packed, points, &number, &flags, &first, &head};

static NOINLINE void FillPoint(POINT_3 *point, BYTE tag, DWORD x, WORD y) {
  point->Tag = tag;
  point->X = x;
  point->Y = y;
}

static NOINLINE void FillRecords(void) {
  record.Kind = 0x41;
  record.Price = 1.5;  // 3FF80000 00000000
  record.Count = 0x4243;
  FillPoint(&record.Place, 0x44, 0x45464748, 0x494a);
  record.Last = 0x4b;
  packed.Kind = 0x51;
  packed.Price = 2.5;  // 40040000 00000000
  packed.Count = 0x5253;
  packed.Total = 0x54555657;
  for (int i = 0; i < 3; ++i) FillPoint(&points[i], (BYTE)(0x61 + i), 0x70717200 + i, (WORD)(0x7380 + i));
  number.Word = 0x81828384;
  flags.Low = 5;
  flags.Middle = 0x13;
  flags.High = 0x1a5;
}

static NOINLINE void LinkLists(void) {
  static const DWORD values[] = {0x91, 0x92, 0x93};
  for (int i = 0; i < 3; ++i) {
    NODE *node = &nodes[(i * 2) % 3];  // the order of the list is not that of the memory
    node->Value = values[i];
    node->Next = first;
    first = node;
  }
  head.Flink = head.Blink = &head;
  for (int i = 0; i < 3; ++i) {
    TASK *task = &tasks[(i * 2) % 3];
    task->Id = 0xa1a2a300 + i;
    task->Level = (WORD)(0xb1b0 + i);
    task->Owner = 0xc1c2c300 + i;
    task->Links.Flink = &head;
    task->Links.Blink = head.Blink;
    head.Blink->Flink = &task->Links;
    head.Blink = &task->Links;
  }
}

int main(void) {
  memset(&record, FILLER, sizeof(record));
  memset(&packed, FILLER, sizeof(packed));
  memset(points, FILLER, sizeof(points));
  memset(&flags, 0, sizeof(flags));
  memset(tasks, FILLER, sizeof(tasks));
  FillRecords();
  LinkLists();
  __asm__ volatile("mark_records: nop" : : "a"(all));
  return 0;
}
