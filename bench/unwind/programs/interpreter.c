// SPDX-License-Identifier: MIT
// A small interpreter: a jump table, and a stack of its own that holds code addresses.
#include <windows.h>

enum { kPush, kAdd, kMultiply, kCall, kReturn, kJumpIfLess, kStore, kEnd };
typedef struct {
  int stack[200], depth;
  const int *returns[40];
  int calls;
} State;

static volatile int memory[8];

static NOINLINE void Push(State *s, int value) { s->stack[s->depth++] = value; }
static NOINLINE int Pop(State *s) { return s->stack[--s->depth]; }
static NOINLINE void Store(volatile int *to, int value) { *to = value; }

static NOINLINE int Run(State *s, const int *code, const int *at) {
  for (;;) {
    switch (*at++) {
      case kPush: Push(s, *at++); break;
      case kAdd: Push(s, Pop(s) + Pop(s)); break;
      case kMultiply: Push(s, Pop(s) * Pop(s)); break;
      case kCall: Push(s, Run(s, code, code + *at++)); break;
      case kReturn: return Pop(s);
      case kJumpIfLess: at = Pop(s) < at[0] ? code + at[1] : at + 2; break;
      case kStore: Store(memory + *at++, Pop(s)); break;
      default: return s->depth;
    }
  }
}

int main(void) {
  static const int code[] = {kPush, 2, kCall, 9, kStore, 1, kEnd, 0, 0, kPush, 3, kPush, 4, kMultiply, kCall, 19, kAdd, kReturn, 0,
                             kPush, 5, kPush, 6, kAdd, kReturn};
  static const int last[] = {kPush, 2, kCall, 6, kStore, 0, kPush, 1, kStore, -0x100000, kReturn};
  static State state;
  static const void *addresses[] = {Push, Pop, Run, Store};
  for (int i = 0; i < 30; i++) {
    for (int j = 0; j < 200; j++) state.stack[j] = (int)addresses[j % 4] + 5;
    state.depth = 0;
    Run(&state, code, code);
  }
  State local = state;
  local.depth = 100;
  return Run(&local, last, last);
}
