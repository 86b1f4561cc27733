// SPDX-License-Identifier: MIT
#define WORDS_BUILD
#include "words.h"
#include "mark.h"
#include "stdlib.h"
#include "windows.h"

#define LONG_SEARCH 0x4000  // steps

WORD_TABLE *OpenTable(int places, unsigned __int64 serial) {
  WORD_TABLE *table = calloc(1, sizeof(WORD_TABLE));
  table->Serial = serial;
  table->Places = places;
  MARK(table, table, (unsigned int)(serial >> 32), (unsigned int)serial, places);
#if VARIANT == 2
  for (int i = 0; i < 4; i++) table->Firsts[i] = -1;
#endif
  return table;
}

// Others shall come to their turn while a search is long.
static NOINLINE void LetOthersRun(WORD_TABLE *table, unsigned int word) {
  MARK(long_search, table, word, table->Steps, 0);
  Sleep(1);
}

#if VARIANT == 2
// The chain of a first letter. A word that finds the table full takes the place of an old one.
static NOINLINE int FindPlace(WORD_TABLE *table, unsigned int word) {
  int at = table->Firsts[word % 4];
  while (at >= 0 && table->All[at].Word != word) {
    at = table->All[at].Next;
    if (++table->Steps % LONG_SEARCH == 0) LetOthersRun(table, word);
  }
  if (at >= 0) return at;
  at = table->Used++ % table->Places;
  table->All[at].Word = word;
  table->All[at].Next = table->Firsts[word % 4];
  table->Firsts[word % 4] = at;
  return at;
}
#else
static NOINLINE int IsPlaceOf(WORD_TABLE *table, int at, unsigned int word) {
  if (++table->Steps % LONG_SEARCH == 0) LetOthersRun(table, word);
  return table->All[at].Word == word || table->All[at].Word == 0;
}

// From the word's own place on, round the table.
static NOINLINE int FindPlace(WORD_TABLE *table, unsigned int word) {
  int at = (int)(word % (unsigned int)table->Places);
#if VARIANT == 1
  while (!IsPlaceOf(table, at, word)) at = (at + table->Places - 1) % table->Places;
#else
  while (!IsPlaceOf(table, at, word)) {
    if (++at == table->Places) at = 0;
  }
#endif
  if (table->All[at].Word == 0) table->Used++;
  table->All[at].Word = word;
  return at;
}
#endif

int AddWord(WORD_TABLE *table, unsigned int word) { return ++table->All[FindPlace(table, word)].Count; }
