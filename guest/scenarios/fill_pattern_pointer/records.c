// SPDX-License-Identifier: MIT
#define RECORDS_BUILD
#include "records.h"
#include "stdlib.h"
#include "windows.h"

static const unsigned int g_Patterns[2][2] = {{0xcdcdcdcd, 0xdddddddd}, {0xbaadf00d, 0xfeeefeee}};

static NOINLINE void FillRecord(void *record, unsigned int size, unsigned int pattern) {
  unsigned int *words = record;
  for (unsigned int i = 0; i < size / sizeof(*words); i++) words[i] = pattern;
}

POOL *OpenPool(unsigned int record_size, int style) {
  POOL *pool = calloc(1, sizeof(POOL));
  pool->RecordSize = record_size;
  pool->Fresh = g_Patterns[style][0];
  pool->Old = g_Patterns[style][1];
  return pool;
}

void *TakeRecord(POOL *pool) {
  void *record = malloc(pool->RecordSize);
  FillRecord(record, pool->RecordSize, pool->Fresh);
  pool->Taken++;
  return record;
}

void ReturnRecord(POOL *pool, void *record) {
  FillRecord(record, pool->RecordSize, pool->Old);
  pool->Waiting[pool->Returned++ % 64] = record;
}
