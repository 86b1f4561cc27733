// SPDX-License-Identifier: MIT
// Two threads that compute for ever: 7 instructions a turn in one, 3 in the other, no memory, no call.
#include "windows.h"

NAKED void SpinFirst(void) {
  __asm__(
      "nop\n"
      "1:\n"
      "incl %eax\n"
      "addl %eax, %ecx\n"
      "xorl %ecx, %edx\n"
      "roll $3, %edx\n"
      "subl %edx, %ebx\n"
      "negl %ebx\n"
      "jmp 1b\n");
}

NAKED DWORD WINAPI SpinSecond(LPVOID parameter) {
  __asm__(
      "nop\n"
      "1:\n"
      "incl %eax\n"
      "addl %eax, %ecx\n"
      "jmp 1b\n");
}

NAKED void SpinEnd(void) {
  __asm__("ret\n");
}

int main(void) {
  CreateThread(NULL, 0, SpinSecond, NULL, 0, NULL);
  SpinFirst();
  SpinEnd();
  return 0;
}
