// SPDX-License-Identifier: MIT
// jmp_buf: 0 EBP, 4 EBX, 8 EDI, 0ch ESI, 10h ESP after the return, 14h EIP, 18h FS:[0], 1ch the top
// frame's try level.
#include "../eh3_registration.h"
#include "setjmp.h"
#include "windows.h"

__declspec(dllimport) void NTAPI RtlUnwind(PVOID TargetFrame, PVOID TargetIp,
                                           PEXCEPTION_RECORD ExceptionRecord, PVOID ReturnValue);

NAKED int _setjmp(jmp_buf environment) {
  __asm__(
      "movl 4(%esp), %edx\n"
      "movl %ebp, (%edx)\n"
      "movl %ebx, 4(%edx)\n"
      "movl %edi, 8(%edx)\n"
      "movl %esi, 0xc(%edx)\n"
      "leal 4(%esp), %eax\n"
      "movl %eax, 0x10(%edx)\n"
      "movl (%esp), %eax\n"
      "movl %eax, 0x14(%edx)\n"
      "movl %fs:0, %eax\n"
      "movl %eax, 0x18(%edx)\n"
      "cmpl $-1, %eax\n"
      "je 1f\n"
      "movl 0xc(%eax), %eax\n"
      "1:\n"
      "movl %eax, 0x1c(%edx)\n"
      "xorl %eax, %eax\n"
      "ret\n");
}

static NAKED void __cdecl Restore(jmp_buf environment, int value) {
  __asm__(
      "movl 4(%esp), %edx\n"
      "movl 8(%esp), %eax\n"
      "movl (%edx), %ebp\n"
      "movl 4(%edx), %ebx\n"
      "movl 8(%edx), %edi\n"
      "movl 0xc(%edx), %esi\n"
      "movl 0x10(%edx), %esp\n"
      "jmp *0x14(%edx)\n");
}

static PVOID RegistrationHead(void) {
  PVOID head;
  __asm__ volatile("movl %%fs:0, %0" : "=r"(head));
  return head;
}

// Leaves the __try blocks of the frame itself that setjmp was not in.
static void UnwindTryBlocks(EH3_REGISTRATION *frame, LONG level) {
  if (frame == (PVOID)-1 || frame->Registration.Handler != (PVOID)_except_handler3) return;
  _local_unwind2(frame, level);
  frame->TryLevel = level;
}

void longjmp(jmp_buf environment, int value) {
  PVOID registration = (PVOID)environment[6];
  if (RegistrationHead() != registration) RtlUnwind(registration, NULL, NULL, NULL);
  UnwindTryBlocks(registration, environment[7]);
  Restore(environment, value != 0 ? value : 1);
  __builtin_unreachable();
}
