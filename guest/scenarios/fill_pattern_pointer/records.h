// SPDX-License-Identifier: MIT
#pragma once

#ifdef RECORDS_BUILD
#define RECORDS_API __declspec(dllexport) __attribute__((noinline))
#else
#define RECORDS_API __declspec(dllimport)
#endif

// Records of one size. Fresh and returned ones are filled, as debugging allocators do.
typedef struct _POOL {
  unsigned int RecordSize;
  unsigned int Taken, Returned;
  unsigned int Fresh, Old;  // words of the patterns
  void *Waiting[64];        // returned, not yet given out again
} POOL;

RECORDS_API POOL *OpenPool(unsigned int record_size, int style);
RECORDS_API void *TakeRecord(POOL *pool);
RECORDS_API void ReturnRecord(POOL *pool, void *record);
