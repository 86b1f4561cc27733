// SPDX-License-Identifier: MIT
// Small leaf functions without frames; one of them reads where nothing is.
#include <windows.h>

typedef struct Node {
  struct Node *next;
  int value;
} Node;

static volatile int sink;

static NOINLINE int Value(const Node *node) { return node->value; }
static NOINLINE const Node *Next(const Node *node) { return node->next; }
static NOINLINE int Length(const Node *node) {
  int n = 0;
  for (; node != NULL; node = node->next) n++;
  return n;
}
static NOINLINE int Largest(const int *values, int count) {
  int most = values[0];
  for (int i = 1; i < count; i++)
    if (values[i] > most) most = values[i];
  return most;
}
static NOINLINE int Total(const Node *node, int times) {
  int sum = 0;
  while (times-- > 0) {
    sum += Value(node);
    node = Next(node);
  }
  return sum;
}
static NOINLINE int Step(const Node *list, int times) {
  int values[4] = {Length(list), Total(list, times), times, sink};
  return Largest(values, 4);
}

int main(void) {
  Node nodes[20];
  for (int i = 0; i < 20; i++) {
    nodes[i].next = i < 19 ? &nodes[i + 1] : NULL;
    nodes[i].value = i * 7;
  }
  for (int i = 0; i < 20; i++)
    for (int j = 0; j < 5; j++) sink += Step(nodes, i);
  return Step(nodes, 21);
}
