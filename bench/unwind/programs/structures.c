// SPDX-License-Identifier: MIT
// Structures by value, and as results.
#include <windows.h>

typedef struct {
  int x, y, z, w;
} Point;
typedef struct {
  Point low, high;
  char tag[24];
} Box;
typedef struct {
  int value;
} Small;

static volatile int sink;

static NOINLINE Small Wrap(int n) { return (Small){n + sink}; }
static NOINLINE Point Make(int n) { return (Point){n, n * 2, n * 3, Wrap(n).value}; }
static NOINLINE int Dot(Point a, Point b) { return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w; }
static NOINLINE Box Grow(Box box, int n) {
  box.low.x -= n;
  box.high = Make(box.high.x + n);
  box.tag[n % 24] = (char)n;
  return box;
}
static NOINLINE int Volume(Box box, const int *scale) { return Dot(box.low, box.high) * *scale; }
static NOINLINE int Round(int n, const int *scale) {
  Box box = {Make(n), Make(n + 9), "box"};
  box = Grow(Grow(box, n), n + 1);
  return Volume(box, scale);
}

int main(void) {
  const int scale = 3;
  for (int i = 0; i < 80; i++) sink += Round(i, &scale);
  return Round(5, (const int *)0x14);
}
