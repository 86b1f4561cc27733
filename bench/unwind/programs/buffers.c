// SPDX-License-Identifier: MIT
// alloca, arrays larger than a page and arrays of variable length, partly filled by earlier calls.
#include <malloc.h>
#include <string.h>
#include <windows.h>

static volatile int sink;

static NOINLINE int Checksum(const char *bytes, int size) {
  int sum = 0;
  for (int i = 0; i < size; i += 97) sum = sum * 31 + bytes[i];
  return sum;
}

static NOINLINE int Large(int n) {
  char buffer[9000];
  buffer[n] = (char)n;
  memset(buffer + 4096, n, 100);
  return Checksum(buffer + 4096, 100) + buffer[n];
}

static NOINLINE int Variable(int n) {
  char *bytes = alloca(n * 40 + 16);
  memset(bytes, n, (size_t)n * 40);
  return Checksum(bytes, n * 40) + Large(n);
}

static NOINLINE int Both(int n) {
  int counts[n + 3];
  for (int i = 0; i < n + 3; i++) counts[i] = i * n;
  char *more = alloca(n + 1);
  more[n] = (char)counts[n];
  return Variable(counts[1]) + more[n];
}

static NOINLINE int Deep(int n) { return n == 0 ? Large(5) : Deep(n - 1) + sink; }

/* Its array holds what Deep left behind. */
static NOINLINE int Stale(int n, volatile int *place) {
  volatile int left[600];
  left[n % 600] = n;
  *place = left[n % 600] + Both(n % 10 + 1);
  return left[2];
}

int main(void) {
  int kept = 0;
  for (int i = 1; i < 30; i++) {
    sink += Both(i % 12 + 1);
    sink += Deep(20) + Stale(i, &kept);
  }
  Deep(30);
  return Stale(4, (volatile int *)0x1c);
}
