// SPDX-License-Identifier: MIT
// Search for a handler: vectored handlers first, then the chain at FS:[0] (KERNEL.md section 5).
#include "rtlp.h"

BOOLEAN RtlpIsFrameInStack(PEXCEPTION_REGISTRATION_RECORD Frame) {
  const NT_TIB *tib = &NtCurrentTeb()->NtTib;
  ULONG_PTR address = (ULONG_PTR)Frame;
  return address >= (ULONG_PTR)tib->StackLimit && (address & 3) == 0 &&
         address <= (ULONG_PTR)tib->StackBase - sizeof(*Frame);
}

// XP SP2 and later: a handler that lies on the stack is never called.
static BOOLEAN RtlIsValidHandler(PEXCEPTION_ROUTINE Handler) {
  const NT_TIB *tib = &NtCurrentTeb()->NtTib;
  return (PVOID)Handler < tib->StackLimit || (PVOID)Handler >= tib->StackBase;
}

static NOINLINE void RtlpRaiseNoncontinuable(NTSTATUS Code, PEXCEPTION_RECORD Cause) {
  EXCEPTION_RECORD record;
  record.ExceptionCode = Code;
  record.ExceptionFlags = EXCEPTION_NONCONTINUABLE;
  record.ExceptionRecord = Cause;
  record.NumberParameters = 0;
  RtlRaiseException(&record);
}

NOINLINE BOOLEAN NTAPI RtlDispatchException(PEXCEPTION_RECORD ExceptionRecord,
                                            PCONTEXT ContextRecord) {
  if (RtlCallVectoredExceptionHandlers(ExceptionRecord, ContextRecord)) return TRUE;

  PEXCEPTION_REGISTRATION_RECORD frame = RtlpGetRegistrationHead();
  PEXCEPTION_REGISTRATION_RECORD nested = NULL;
  while (frame != EXCEPTION_CHAIN_END) {
    if (!RtlpIsFrameInStack(frame) || !RtlIsValidHandler(frame->Handler)) {
      ExceptionRecord->ExceptionFlags |= EXCEPTION_STACK_INVALID;
      return FALSE;
    }
    PEXCEPTION_REGISTRATION_RECORD dispatcher = NULL;
    EXCEPTION_DISPOSITION disposition = RtlpExecuteHandlerForException(
        ExceptionRecord, frame, ContextRecord, &dispatcher, frame->Handler);
    if (frame == nested) {
      ExceptionRecord->ExceptionFlags &= ~EXCEPTION_NESTED_CALL;
      nested = NULL;
    }
    switch (disposition) {
      case ExceptionContinueExecution:
        if (!(ExceptionRecord->ExceptionFlags & EXCEPTION_NONCONTINUABLE)) return TRUE;
        RtlpRaiseNoncontinuable(STATUS_NONCONTINUABLE_EXCEPTION, ExceptionRecord);
        break;
      case ExceptionContinueSearch:
        if (ExceptionRecord->ExceptionFlags & EXCEPTION_STACK_INVALID) return FALSE;
        break;
      case ExceptionNestedException:
        ExceptionRecord->ExceptionFlags |= EXCEPTION_NESTED_CALL;
        if (dispatcher > nested) nested = dispatcher;
        break;
      default:
        RtlpRaiseNoncontinuable(STATUS_INVALID_DISPOSITION, ExceptionRecord);
        break;
    }
    frame = frame->Next;
  }
  return FALSE;
}
