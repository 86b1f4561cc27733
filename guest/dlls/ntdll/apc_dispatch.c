// SPDX-License-Identifier: MIT
// First user code of every thread. Stack: routine, NormalContext, base of ntdll, 0, CONTEXT.
#include "ldrp.h"

NAKED void KiUserApcDispatcher(void) {
  __asm__(
      "leal 0x10(%esp), %edi\n"
      "popl %eax\n"
      "call *%eax\n"
      "pushl $1\n"
      "pushl %edi\n"
      "call _NtContinue@8\n"
      "pushl %eax\n"
      "call _RtlRaiseStatus@4\n"
      "nop\n"
      "int3\n");
}

// The APC routine: hands the CONTEXT, which lies above the three arguments, to _LdrpInitialize.
NAKED void NTAPI LdrInitializeThunk(PVOID NormalContext, PVOID SystemArgument1,
                                    PVOID SystemArgument2) {
  __asm__(
      "leal 0x10(%esp), %eax\n"
      "movl %eax, 0x4(%esp)\n"
      "xorl %ebp, %ebp\n"
      "jmp __LdrpInitialize@12\n");
}
