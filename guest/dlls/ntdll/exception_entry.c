// SPDX-License-Identifier: MIT
// Where the kernel delivers exceptions: [ESP] = EXCEPTION_RECORD*, [ESP+4] = CONTEXT*.
#include "rtlp.h"

NAKED void KiUserExceptionDispatcher(void) {
  __asm__(
      "movl 4(%esp), %ecx\n"
      "movl (%esp), %ebx\n"
      "pushl %ecx\n"
      "pushl %ebx\n"
      "call _RtlDispatchException@8\n"
      "orb %al, %al\n"
      "jz 1f\n"
      "popl %ebx\n"
      "popl %ecx\n"
      "pushl $0\n"
      "pushl %ecx\n"
      "call _NtContinue@8\n"
      "jmp 2f\n"
      "1:\n"
      "popl %ebx\n"
      "popl %ecx\n"
      "pushl $0\n"
      "pushl %ecx\n"
      "pushl %ebx\n"
      "call _NtRaiseException@12\n"
      "2:\n"
      "pushl %eax\n"
      "call _RtlRaiseStatus@4\n"
      "nop\n"
      "int3\n");
}
