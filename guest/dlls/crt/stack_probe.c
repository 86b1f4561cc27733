// SPDX-License-Identifier: MIT
// __chkstk: EAX = bytes to take from the stack. Touches every page on the way down, so that the
// guard page moves, then lowers ESP. EAX is lost, all other registers are kept.
#include "windef.h"

NAKED void _chkstk(void) {
  __asm__(
      "pushl %ecx\n"
      "leal 8(%esp), %ecx\n"
      "1:\n"
      "cmpl $0x1000, %eax\n"
      "jb 2f\n"
      "subl $0x1000, %ecx\n"
      "testl %ecx, (%ecx)\n"
      "subl $0x1000, %eax\n"
      "jmp 1b\n"
      "2:\n"
      "subl %eax, %ecx\n"
      "testl %ecx, (%ecx)\n"
      "movl %esp, %eax\n"
      "movl %ecx, %esp\n"
      "movl (%eax), %ecx\n"
      "movl 4(%eax), %eax\n"
      "pushl %eax\n"
      "ret\n");
}
