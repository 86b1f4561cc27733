// SPDX-License-Identifier: MIT
// Frame handler of __try/__except/__finally. The node is {Next, Handler, ScopeTable, TryLevel};
// EXCEPTION_POINTERS* lies at node-4, the saved ESP at node-8. Filters and handlers run with
// EBP = node+10h; the dword above a filter's return address is this function's own EBP.
#include "../frame.h"
#include "eh3_registration.h"

__declspec(dllimport) void NTAPI RtlUnwind(PVOID TargetFrame, PVOID TargetIp,
                                           PEXCEPTION_RECORD ExceptionRecord, PVOID ReturnValue);

// Calls a __finally block.
NAKED void __cdecl _call_finally(PVOID Block, PVOID Ebp) {
  __asm__(
      FPO_PUSH_EBP
      "pushl %ebx\n"
      "pushl %esi\n"
      "pushl %edi\n"
      FPO_END_PROLOGUE
      "movl 8(%ebp), %eax\n"
      "movl 0xc(%ebp), %ecx\n"
      "pushl %ebp\n"
      "movl %ecx, %ebp\n"
      "call *%eax\n"
      "popl %ebp\n"
      "popl %edi\n"
      "popl %esi\n"
      "popl %ebx\n"
      "popl %ebp\n"
      "ret\n");
}

NOINLINE void __cdecl _local_unwind2(EH3_REGISTRATION *Frame, LONG StopLevel) {
  while (Frame->TryLevel != -1 && Frame->TryLevel != StopLevel) {
    const SCOPETABLE_ENTRY *scope = &Frame->ScopeTable[Frame->TryLevel];
    Frame->TryLevel = scope->EnclosingLevel;
    if (scope->Filter == NULL) _call_finally(scope->HandlerBlock, &Frame->Ebp);
  }
}

NOINLINE void __cdecl _global_unwind2(EH3_REGISTRATION *Frame) {
  RtlUnwind(Frame, NULL, NULL, NULL);
}

NAKED EXCEPTION_DISPOSITION __cdecl _except_handler3(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext) {
  __asm__(
      FPO_PUSH_EBP
      "subl $8, %esp\n"
      "pushl %ebx\n"
      "pushl %esi\n"
      "pushl %edi\n"
      FPO_END_PROLOGUE
      "cld\n"
      "movl 0xc(%ebp), %ebx\n"
      "movl 0x8(%ebp), %eax\n"
      "testl $6, 4(%eax)\n"  // EXCEPTION_UNWIND
      "jnz 4f\n"
      "movl %eax, -0x8(%ebp)\n"
      "movl 0x10(%ebp), %eax\n"
      "movl %eax, -0x4(%ebp)\n"
      "leal -0x8(%ebp), %eax\n"
      "movl %eax, -0x4(%ebx)\n"
      "movl 0xc(%ebx), %esi\n"
      "movl 0x8(%ebx), %edi\n"
      "1:\n"
      "cmpl $-1, %esi\n"
      "je 5f\n"
      "leal (%esi,%esi,2), %ecx\n"
      "movl 4(%edi,%ecx,4), %eax\n"
      "testl %eax, %eax\n"
      "jz 2f\n"
      "pushl %esi\n"
      "pushl %ebp\n"
      "leal 0x10(%ebx), %ebp\n"
      "call *%eax\n"
      "popl %ebp\n"
      "popl %esi\n"
      "movl 0xc(%ebp), %ebx\n"
      "movl 0x8(%ebx), %edi\n"
      "testl %eax, %eax\n"
      "js 6f\n"
      "jz 2f\n"
      "pushl %ebx\n"
      "call __global_unwind2\n"
      "addl $4, %esp\n"
      "pushl %esi\n"
      "pushl %ebx\n"
      "call __local_unwind2\n"
      "addl $8, %esp\n"
      "leal (%esi,%esi,2), %ecx\n"
      "movl (%edi,%ecx,4), %eax\n"
      "movl %eax, 0xc(%ebx)\n"
      "movl 8(%edi,%ecx,4), %eax\n"
      "leal 0x10(%ebx), %ebp\n"
      "xorl %ebx, %ebx\n"
      "xorl %ecx, %ecx\n"
      "xorl %edx, %edx\n"
      "xorl %esi, %esi\n"
      "xorl %edi, %edi\n"
      "jmp *%eax\n"
      "2:\n"
      "leal (%esi,%esi,2), %ecx\n"
      "movl (%edi,%ecx,4), %esi\n"
      "jmp 1b\n"
      "4:\n"
      "pushl $-1\n"
      "pushl %ebx\n"
      "call __local_unwind2\n"
      "addl $8, %esp\n"
      "5:\n"
      "movl $1, %eax\n"  // ExceptionContinueSearch
      "jmp 7f\n"
      "6:\n"
      "xorl %eax, %eax\n"  // ExceptionContinueExecution
      "7:\n"
      "popl %edi\n"
      "popl %esi\n"
      "popl %ebx\n"
      "movl %ebp, %esp\n"
      "popl %ebp\n"
      "ret\n");
}
