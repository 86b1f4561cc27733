// SPDX-License-Identifier: MIT
#define WORDS_BUILD
#include "words.h"
#include "stdlib.h"
#include "windows.h"

WORD_TABLE *OpenTable(int places) {
  WORD_TABLE *table = calloc(1, sizeof(WORD_TABLE));
  table->Places = places;
#if VARIANT == 2
  for (int i = 0; i < 4; i++) table->Firsts[i] = -1;
#endif
  return table;
}

#if VARIANT == 2
// The chain of a first letter. A word that finds the table full takes the place of an old one.
static NOINLINE int FindPlace(WORD_TABLE *table, unsigned int word) {
  int at = table->Firsts[word % 4];
  while (at >= 0 && table->All[at].Word != word) {
    at = table->All[at].Next;
    table->Steps++;
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
  table->Steps++;
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
