// SPDX-License-Identifier: MIT
// Callbacks of qsort and bsearch; the last comparison fails.
#include <stdlib.h>
#include <string.h>
#include <windows.h>

typedef struct {
  int key;
  char name[12];
} Row;

static Row rows[60];
static volatile int compared;

static NOINLINE int Order(int a, int b) {
  compared++;
  return a < b ? -1 : a > b;
}
static int ByKey(const void *a, const void *b) { return Order(((const Row *)a)->key, ((const Row *)b)->key); }
static int ByName(const void *a, const void *b) { return strcmp(((const Row *)a)->name, ((const Row *)b)->name); }
static int ByNothing(const void *a, const void *b) {
  const Row *other = compared > 10 ? NULL : (const Row *)b;
  return Order(((const Row *)a)->key, other->key);
}

static NOINLINE void Fill(unsigned seed) {
  for (int i = 0; i < 60; i++) {
    seed = seed * 1103515245 + 12345;
    rows[i].key = (int)(seed >> 16) % 500;
    for (int j = 0; j < 11; j++) rows[i].name[j] = (char)('a' + (seed >> j) % 26);
  }
}

static NOINLINE const Row *Find(int key) {
  const Row wanted = {key, ""};
  return bsearch(&wanted, rows, 60, sizeof rows[0], ByKey);
}

int main(void) {
  int found = 0;
  for (unsigned round = 1; round < 5; round++) {
    Fill(round);
    qsort(rows, 60, sizeof rows[0], ByName);
    qsort(rows, 60, sizeof rows[0], ByKey);
    for (int key = 0; key < 40; key++) found += Find(key) != NULL;
  }
  Fill(9);
  qsort(rows, 60, sizeof rows[0], ByNothing);
  return found;
}
