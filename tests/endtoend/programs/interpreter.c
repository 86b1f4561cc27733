/* SPDX-License-Identifier: MIT */
/* A stack machine counts the Collatz steps of 1 to 2999: a switch in a loop, as interpreters are. */
#include <stdio.h>

enum { PUSH, LOAD, STORE, ADD, MUL, ODD, HALF, LESS, JUMP, UNLESS, PRINT, END };

static const int program[] = {
    PUSH, 1, STORE, 0,                             /*  0: n = 1 */
    LOAD, 0, STORE, 2,                             /*  4: x = n */
    PUSH, 1, LOAD, 2, LESS, UNLESS, 44,            /*  8: while 1 < x */
    LOAD, 2, ODD, UNLESS, 30,                      /* 15 */
    LOAD, 2, PUSH, 3, MUL, PUSH, 1, ADD, JUMP, 33, /* 20: 3x + 1 */
    LOAD, 2, HALF,                                 /* 30: x / 2 */
    STORE, 2,                                      /* 33 */
    LOAD, 1, PUSH, 1, ADD, STORE, 1,               /* 35: steps = steps + 1 */
    JUMP, 8,                                       /* 42 */
    LOAD, 0, PUSH, 1, ADD, STORE, 0,               /* 44: n = n + 1 */
    LOAD, 0, PUSH, 3000, LESS, UNLESS, 60,         /* 51 */
    JUMP, 4,                                       /* 58 */
    LOAD, 1, PRINT, END,                           /* 60 */
};

static int run(const int *code) {
  int stack[16], variables[4] = {0}, top = 0, at = 0, steps = 0;
  for (;; steps++) {
    switch (code[at++]) {
      case PUSH: stack[top++] = code[at++]; break;
      case LOAD: stack[top++] = variables[code[at++]]; break;
      case STORE: variables[code[at++]] = stack[--top]; break;
      case ADD: top--, stack[top - 1] += stack[top]; break;
      case MUL: top--, stack[top - 1] *= stack[top]; break;
      case ODD: stack[top - 1] &= 1; break;
      case HALF: stack[top - 1] /= 2; break;
      case LESS: top--, stack[top - 1] = stack[top - 1] < stack[top]; break;
      case JUMP: at = code[at]; break;
      case UNLESS: at = stack[--top] ? at + 1 : code[at]; break;
      case PRINT: printf("%d\n", stack[--top]); break;
      default: return steps;
    }
  }
}

int main(void) {
  printf("%d\n", run(program));
  return 0;
}
