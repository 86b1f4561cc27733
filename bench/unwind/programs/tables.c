// SPDX-License-Identifier: MIT
// Calls through tables of functions and through a pointer in a local variable.
#include <windows.h>

typedef struct Shape Shape;
typedef struct {
  int (*area)(const Shape *);
  int (*scaled)(const Shape *, int factor, int offset);
  void (*visit)(Shape *, int (*each)(int, void *), void *data);
} Methods;
struct Shape {
  const Methods *methods;
  int width, height;
};

static volatile int sink;

static NOINLINE int SquareArea(const Shape *s) { return s->width * s->height; }
static NOINLINE int RoundArea(const Shape *s) { return s->width * s->width * 355 / 113; }
static NOINLINE int SquareScaled(const Shape *s, int factor, int offset) { return s->methods->area(s) * factor + offset; }
static NOINLINE int RoundScaled(const Shape *s, int factor, int offset) {
  Shape copy = *s;
  copy.width *= factor;
  return copy.methods->area(&copy) - offset;
}
static NOINLINE void Visit(Shape *s, int (*each)(int, void *), void *data) {
  for (int i = 0; i < 6; i++) s->width = each(s->methods->scaled(s, i, s->height), data) % 1000;
}

static const Methods square = {SquareArea, SquareScaled, Visit}, round_one = {RoundArea, RoundScaled, Visit};

static int Add(int value, void *data) { return *(int *)data += value; }
static int Mix(int value, void *data) {
  sink ^= value;
  return value ^ *(int *)data;
}
static int Lost(int value, void *data) { return *(int *)(value + (char *)data); }

static NOINLINE void VisitAll(Shape *shapes, int count, int (*each)(int, void *), void *data) {
  for (int i = 0; i < count; i++) shapes[i].methods->visit(&shapes[i], each, data);
}

int main(void) {
  Shape shapes[] = {{&square, 3, 4}, {&round_one, 5, 0}, {&square, 7, 9}, {&round_one, 2, 1}};
  int total = 0;
  for (int i = 0; i < 40; i++) {
    VisitAll(shapes, 4, Add, &total);
    VisitAll(shapes, 4, Mix, &total);
  }
  VisitAll(shapes, 4, Lost, (void *)-3000000);
  return total;
}
