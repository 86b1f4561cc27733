// SPDX-License-Identifier: MIT
#pragma once

#ifdef WORDS_BUILD
#define WORDS_API __declspec(dllexport) __attribute__((noinline))
#else
#define WORDS_API __declspec(dllimport)
#endif

typedef struct _WORD_PLACE {
  unsigned int Word;  // 0: free
#if VARIANT == 1
  int Length;
#endif
  int Count;
  int Next;  // place of the next word of the same first letter; negative: none
} WORD_PLACE;

typedef struct _WORD_TABLE {
  unsigned __int64 Serial;
  int Places;
  int Used;
  unsigned int Steps;
#if VARIANT == 2
  int Firsts[4];
#endif
  WORD_PLACE All[40];
} WORD_TABLE;

WORDS_API WORD_TABLE *OpenTable(int places, unsigned __int64 serial);
// How often the word was added, this time included.
WORDS_API int AddWord(WORD_TABLE *table, unsigned int word);
