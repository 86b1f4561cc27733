// SPDX-License-Identifier: MIT
// Three threads with stacks whose frames are known byte by byte.
#include "windows.h"

// Frames from EBP to EBP: Climb to Middle 28h (20h of locals, return address, saved EBP), Middle to Inner 18h (8 of
// locals, two arguments, return address, saved EBP). Inner has 10h of locals.
NAKED NOINLINE void WINAPI Inner(int first, int second) {
  __asm__(
      "pushl %ebp\n"
      "movl %esp, %ebp\n"
      "subl $0x10, %esp\n"
      "movl $0xc0ffee, -8(%ebp)\n"
      "mark_inner: leave\n"
      "ret $8\n");
}

NAKED NOINLINE void Middle(void) {
  __asm__(
      "pushl %ebp\n"
      "movl %esp, %ebp\n"
      "subl $8, %esp\n"
      "pushl $2\n"
      "pushl $1\n"
      "call _Inner@8\n"
      "leave\n"
      "ret\n");
}

NAKED DWORD WINAPI Climb(LPVOID parameter) {
  __asm__(
      "pushl %ebp\n"
      "movl %esp, %ebp\n"
      "subl $0x20, %esp\n"
      "call _Middle\n"
      "xorl %eax, %eax\n"
      "leave\n"
      "ret $4\n");
}

// Takes three pages of stack, one after the other, and sleeps.
NAKED DWORD WINAPI Grow(LPVOID parameter) {
  __asm__(
      "pushl %ebp\n"
      "movl %esp, %ebp\n"
      "subl $0x1000, %esp\n"
      "testl %eax, (%esp)\n"
      "subl $0x1000, %esp\n"
      "testl %eax, (%esp)\n"
      "subl $0x1000, %esp\n"
      "testl %eax, (%esp)\n"
      "pushl $-1\n"
      "call *__imp__Sleep@4\n"
      "leave\n"
      "ret $4\n");
}

int main(void) {
  CreateThread(NULL, 0, Grow, NULL, 0, NULL);
  Sleep(20);
  WaitForSingleObject(CreateThread(NULL, 0, Climb, NULL, 0, NULL), INFINITE);
  return 0;
}
