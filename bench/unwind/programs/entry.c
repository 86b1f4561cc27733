// SPDX-License-Identifier: MIT
// Fails in the first instruction of a function that has not yet made its frame.
#include <windows.h>

static volatile int sink;

/* mov eax, [ecx] is its first instruction, and then it saves registers. */
int First(void);
__asm__(
    ".globl _First\n"
    ".def _First; .scl 2; .type 32; .endef\n"
    "_First:\n"
    "  movl _source, %eax\n"
    "  movl (%eax), %eax\n"
    "  pushl %ebx\n"
    "  movl %eax, %ebx\n"
    "  leal 3(%ebx), %eax\n"
    "  popl %ebx\n"
    "  ret\n");
int good = 5;
int *volatile source = &good;

static NOINLINE int Second(int n) {
  int kept[6] = {n, n * 2, First(), sink, n, 4};
  return kept[n % 6] + First();
}
static NOINLINE int Third(int a, int b, int c) { return Second(a) * Second(b) + Second(c); }

int main(void) {
  for (int i = 0; i < 150; i++) sink += Third(i, i + 1, i + 2);
  source = (int *)0x30;
  return Third(1, 2, 3);
}
