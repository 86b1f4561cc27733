// SPDX-License-Identifier: MIT
// Software exceptions. The exception address is the return address into RtlRaiseException's caller.
#include "../frame.h"
#include "rtlp.h"

NAKED void NTAPI RtlRaiseException(PEXCEPTION_RECORD ExceptionRecord) {
  __asm__(
      FPO_PUSH_EBP
      "subl $0x2cc, %esp\n"
      FPO_END_PROLOGUE
      "pushl %esp\n"
      "call _RtlCaptureContext@4\n"
      "addl $4, 0xc4(%esp)\n"  // the caller's ESP: our argument is gone
      "movl $0x10007, (%esp)\n"
      "movl 8(%ebp), %ecx\n"
      "movl 4(%ebp), %eax\n"
      "movl %eax, 0xc(%ecx)\n"
      "movl %esp, %eax\n"
      "pushl $1\n"
      "pushl %eax\n"
      "pushl %ecx\n"
      "call _NtRaiseException@12\n"
      "pushl %eax\n"
      "call _RtlRaiseStatus@4\n"
      "movl %ebp, %esp\n"
      "popl %ebp\n"
      "ret $4\n");
}

NOINLINE void NTAPI RtlRaiseStatus(NTSTATUS Status) {
  EXCEPTION_RECORD record;
  record.ExceptionCode = Status;
  record.ExceptionFlags = EXCEPTION_NONCONTINUABLE;
  record.ExceptionRecord = NULL;
  record.NumberParameters = 0;
  RtlRaiseException(&record);
}
