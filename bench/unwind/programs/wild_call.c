// SPDX-License-Identifier: MIT
// Calls through a pointer to data that is no code, above all stacks.
#include <windows.h>

typedef int (*Handler)(const char *);
static volatile int sink;

static NOINLINE int Length(const char *text) {
  int n = 0;
  while (text[n] != 0) n++;
  return n + sink;
}
static NOINLINE int Apply(Handler handler, const char *text, int times) {
  int sum = times;
  for (int i = 0; i < times; i++) sum += handler(text);
  return sum;
}
static NOINLINE int Repeat(Handler handler, int times) { return Apply(handler, "twelve words", times) * 3; }

int main(void) {
  Handler volatile handler = Length;
  for (int i = 0; i < 30; i++) sink += Repeat(handler, i);
  handler = (Handler)0x70000010;
  return Repeat(handler, 4);
}
