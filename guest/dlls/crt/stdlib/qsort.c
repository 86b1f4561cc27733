// SPDX-License-Identifier: MIT
// Merge sort from short runs: equal elements keep their order. Needs room for all elements; without it,
// sorts by insertion.
#include "stdlib.h"
#include "string.h"

#define RUN 8

typedef int COMPARE(const void *, const void *);

static void Swap(char *left, char *right, size_t size) {
  while (size-- != 0) {
    char kept = *left;
    *left++ = *right;
    *right++ = kept;
  }
}

static void InsertionSort(char *first, size_t count, size_t size, COMPARE *compare) {
  for (size_t i = 1; i < count; i++) {
    for (size_t j = i; j > 0; j--) {
      char *element = first + j * size;
      if (compare(element - size, element) <= 0) break;
      Swap(element - size, element, size);
    }
  }
}

static void Merge(char *to, const char *left, const char *middle, const char *end, size_t size,
                  COMPARE *compare) {
  const char *right = middle;
  while (left < middle && right < end) {
    const char **from = compare(left, right) <= 0 ? &left : &right;
    memcpy(to, *from, size);
    *from += size;
    to += size;
  }
  memcpy(to, left, (size_t)(middle - left));
  memcpy(to + (middle - left), right, (size_t)(end - right));
}

void qsort(void *base, size_t count, size_t size, COMPARE *compare) {
  char *from = base;
  char *room = count > RUN ? malloc(count * size) : NULL;
  if (room == NULL) {
    InsertionSort(base, count, size, compare);
    return;
  }
  char *to = room;
  for (size_t i = 0; i < count; i += RUN) {
    InsertionSort(from + i * size, count - i < RUN ? count - i : RUN, size, compare);
  }
  for (size_t width = RUN; width < count; width *= 2) {
    for (size_t i = 0; i < count; i += 2 * width) {
      size_t middle = count - i < width ? count : i + width;
      size_t end = count - i < 2 * width ? count : i + 2 * width;
      Merge(to + i * size, from + i * size, from + middle * size, from + end * size, size, compare);
    }
    char *kept = from;
    from = to;
    to = kept;
  }
  if (from != base) memcpy(base, from, count * size);
  free(room);
}
