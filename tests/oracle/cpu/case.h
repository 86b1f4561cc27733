// SPDX-License-Identifier: MIT
#pragma once

/// One instruction in one state, and what came of it: the format between the oracle and its 32-bit helper.
/// C and C++, the same layout in 32-bit and 64-bit code.

#include <stdint.h>

/* Linear memory of every case.  Everything around these pages is unmapped for at least 256 MiB, so that any
   bit offset of BT and any REP count ends in a page that was meant or in a fault. */
#define ORACLE_CODE 0x30000000u  /* 2 pages, INT3 around the instruction */
#define ORACLE_DATA 0x60000000u  /* 3 pages, the last one read-only */
#define ORACLE_STACK 0x90000000u /* 1 page */
#define ORACLE_FS_BASE (ORACLE_DATA + 0x800u)
#define ORACLE_PAGE 0x1000u
#define ORACLE_HELPER 0x08000000u /* the helper itself and its shared memory: no case may look there */
#define ORACLE_HELPER_SIZE 0x18000000u
#define ORACLE_DATA_SIZE (3 * ORACLE_PAGE)
#define ORACLE_MEMORY_SIZE (4 * ORACLE_PAGE) /* data, then stack */

#define ORACLE_PATTERN 64  /* data and stack are filled with these bytes over and over */
#define ORACLE_CHANGED 640 /* bytes of memory that a result can show; FXSAVE writes 512 */
#define ORACLE_FXSAVE 288  /* the part of the FXSAVE image that is architectural */
#define ORACLE_BATCH 2048

struct OracleCase {
  uint32_t gpr[8];
  uint32_t eflags;
  uint32_t eip; /* of the first byte of `code` */
  uint32_t length;
  uint32_t uses_float; /* `fxsave` is loaded before and read after */
  uint8_t code[32];
  uint8_t pattern[ORACLE_PATTERN];
  uint8_t fxsave[ORACLE_FXSAVE];
};

struct OracleResult {
  uint32_t gpr[8];
  uint32_t eflags;
  uint32_t eip;
  uint32_t vector; /* 3: reached an INT3 */
  uint32_t error_code;
  uint32_t cr2; /* of a page fault, otherwise 0 */
  uint32_t first,
      last;        /* offsets of the first and last byte of data and stack that changed; first > last: none */
  uint32_t digest; /* FNV-1a of those bytes */
  uint8_t changed[ORACLE_CHANGED]; /* the first of them */
  uint8_t fxsave[ORACLE_FXSAVE];
};

/* Shared memory of the two processes. */
struct OracleBatch {
  uint32_t count;
  struct OracleCase cases[ORACLE_BATCH];
  struct OracleResult results[ORACLE_BATCH];
};

/* What `memory` (data, then stack) shows against the pattern it was filled with. */
static inline void oracle_describe_memory(const uint8_t* memory, const uint8_t* pattern,
                                          struct OracleResult* result) {
  uint32_t first = 0, last = ORACLE_MEMORY_SIZE, at = 0;
  while (first < ORACLE_MEMORY_SIZE && !__builtin_memcmp(memory + first, pattern, ORACLE_PATTERN))
    first += ORACLE_PATTERN;
  result->first = 1;
  result->last = 0;
  result->digest = 2166136261u;
  if (first == ORACLE_MEMORY_SIZE) return;
  while (memory[first] == pattern[first % ORACLE_PATTERN]) ++first;
  while (memory[last - 1] == pattern[(last - 1) % ORACLE_PATTERN]) --last;
  result->first = first;
  result->last = last - 1;
  for (at = first; at < last; ++at) {
    if (at - first < ORACLE_CHANGED) result->changed[at - first] = memory[at];
    result->digest = (result->digest ^ memory[at]) * 16777619u;
  }
}

static inline void oracle_fill_memory(uint8_t* memory, const uint8_t* pattern) {
  uint32_t at = 0;
  for (at = 0; at < ORACLE_MEMORY_SIZE; at += ORACLE_PATTERN)
    __builtin_memcpy(memory + at, pattern, ORACLE_PATTERN);
}
