// SPDX-License-Identifier: MIT
// Calls one handler under a registration of our own, so that an exception or unwind inside the
// handler is seen as nested or collided.
#include "../frame.h"
#include "rtlp.h"

typedef struct _EXECUTE_REGISTRATION_RECORD {
  EXCEPTION_REGISTRATION_RECORD Registration;
  PEXCEPTION_REGISTRATION_RECORD EstablisherFrame;
} EXECUTE_REGISTRATION_RECORD;

EXCEPTION_DISPOSITION __cdecl RtlpNestedExceptionHandler(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext) {
  if (ExceptionRecord->ExceptionFlags & EXCEPTION_UNWIND) return ExceptionContinueSearch;
  *(PEXCEPTION_REGISTRATION_RECORD *)DispatcherContext =
      ((EXECUTE_REGISTRATION_RECORD *)EstablisherFrame)->EstablisherFrame;
  return ExceptionNestedException;
}

EXCEPTION_DISPOSITION __cdecl RtlpCollidedUnwindHandler(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext) {
  if (!(ExceptionRecord->ExceptionFlags & EXCEPTION_UNWIND)) return ExceptionContinueSearch;
  *(PEXCEPTION_REGISTRATION_RECORD *)DispatcherContext =
      ((EXECUTE_REGISTRATION_RECORD *)EstablisherFrame)->EstablisherFrame;
  return ExceptionCollidedUnwind;
}

NAKED EXCEPTION_DISPOSITION NTAPI RtlpExecuteHandlerForException(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext, PEXCEPTION_ROUTINE ExceptionRoutine) {
  __asm__(
      "movl $_RtlpNestedExceptionHandler, %edx\n"
      "jmp _ExecuteHandler@20\n");
}

NAKED EXCEPTION_DISPOSITION NTAPI RtlpExecuteHandlerForUnwind(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext, PEXCEPTION_ROUTINE ExceptionRoutine) {
  __asm__(
      "movl $_RtlpCollidedUnwindHandler, %edx\n"
      "jmp _ExecuteHandler@20\n");
}

// EDX = handler for our own registration.
NAKED EXCEPTION_DISPOSITION NTAPI ExecuteHandler(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext, PEXCEPTION_ROUTINE ExceptionRoutine) {
  __asm__(
      FPO_PUSH_EBP
      "pushl %ebx\n"
      "pushl %esi\n"
      "pushl %edi\n"
      FPO_END_PROLOGUE
      "xorl %eax, %eax\n"
      "xorl %ebx, %ebx\n"
      "xorl %esi, %esi\n"
      "xorl %edi, %edi\n"
      "pushl 0x18(%ebp)\n"
      "pushl 0x14(%ebp)\n"
      "pushl 0x10(%ebp)\n"
      "pushl 0xc(%ebp)\n"
      "pushl 0x8(%ebp)\n"
      "call _ExecuteHandler2@20\n"
      "popl %edi\n"
      "popl %esi\n"
      "popl %ebx\n"
      "popl %ebp\n"
      "ret $20\n");
}

// The registration lies at EBP-0Ch: Next, Handler, EstablisherFrame.
NAKED EXCEPTION_DISPOSITION NTAPI ExecuteHandler2(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext, PEXCEPTION_ROUTINE ExceptionRoutine) {
  __asm__(
      FPO_PUSH_EBP
      FPO_END_PROLOGUE
      "pushl 0xc(%ebp)\n"
      "pushl %edx\n"
      "pushl %fs:0\n"
      "movl %esp, %fs:0\n"
      "pushl 0x14(%ebp)\n"
      "pushl 0x10(%ebp)\n"
      "pushl 0xc(%ebp)\n"
      "pushl 0x8(%ebp)\n"
      "movl 0x18(%ebp), %ecx\n"
      "call *%ecx\n"
      "movl %fs:0, %esp\n"
      "popl %fs:0\n"
      "movl %ebp, %esp\n"
      "popl %ebp\n"
      "ret $20\n");
}
