// SPDX-License-Identifier: MIT
// The same call by both conventions, with the code that MSVC makes of it; a function with a variable number of
// arguments; and a call by the wrong convention.
#include "windows.h"

NAKED NOINLINE int WINAPI DifferenceStd(int first, int second) {
  __asm__(
      "movl 4(%esp), %eax\n"
      "subl 8(%esp), %eax\n"
      "ret $8\n");
}

NAKED NOINLINE int DifferenceCdecl(int first, int second) {
  __asm__(
      "movl 4(%esp), %eax\n"
      "subl 8(%esp), %eax\n"
      "ret\n");
}

// The sum of `count` numbers behind it.
NAKED NOINLINE int Sum(int count, ...) {
  __asm__(
      "movl 4(%esp), %ecx\n"
      "xorl %eax, %eax\n"
      "1: addl 4(%esp,%ecx,4), %eax\n"
      "loop 1b\n"
      "ret\n");
}

NAKED NOINLINE int CallStd(void) {
  __asm__(
      "pushl $3\n"
      "pushl $10\n"
      "call _DifferenceStd@8\n"
      "ret\n");
}

NAKED NOINLINE int CallCdecl(void) {
  __asm__(
      "pushl $3\n"
      "pushl $10\n"
      "call _DifferenceCdecl\n"
      "addl $8, %esp\n"
      "ret\n");
}

NAKED NOINLINE int CallSumOfTwo(void) {
  __asm__(
      "pushl $20\n"
      "pushl $10\n"
      "pushl $2\n"
      "call _Sum\n"
      "addl $0xc, %esp\n"
      "ret\n");
}

NAKED NOINLINE int CallSumOfFour(void) {
  __asm__(
      "pushl $40\n"
      "pushl $30\n"
      "pushl $20\n"
      "pushl $10\n"
      "pushl $4\n"
      "call _Sum\n"
      "addl $0x14, %esp\n"
      "ret\n");
}

// A declaration without WINAPI makes this of a call of DifferenceStd; EBP saves the day.
NAKED NOINLINE int CallWrong(void) {
  __asm__(
      "pushl %ebp\n"
      "movl %esp, %ebp\n"
      "pushl $3\n"
      "pushl $10\n"
      "call _DifferenceStd@8\n"
      "addl $8, %esp\n"
      "movl %ebp, %esp\n"
      "popl %ebp\n"
      "ret\n");
}

NAKED NOINLINE void CallsEnd(void) {
  __asm__("mark_end: ret\n");
}

int main(void) {
  CallStd();
  CallCdecl();
  CallSumOfTwo();
  CallSumOfFour();
  CallWrong();
  CallsEnd();
  return 0;
}
