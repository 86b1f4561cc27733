// SPDX-License-Identifier: MIT
// Second pass over the registration chain: every handler above the target is told to clean up.
#include "rtlp.h"

static NOINLINE void RtlpRaiseUnwindError(NTSTATUS Code, PEXCEPTION_RECORD Cause) {
  EXCEPTION_RECORD record;
  record.ExceptionCode = Code;
  record.ExceptionFlags = EXCEPTION_NONCONTINUABLE;
  record.ExceptionRecord = Cause;
  record.NumberParameters = 0;
  RtlRaiseException(&record);
}

// Returns to its caller with EBX, ESI, EDI and EBP unchanged; TargetIp is not used on x86.
// Raises C0000029 if TargetFrame is not in the chain, C0000028 if a node is outside the stack.
// TargetFrame NULL: exit unwind of the whole chain.
NOINLINE void NTAPI RtlUnwind(PVOID TargetFrame, PVOID TargetIp,
                              PEXCEPTION_RECORD ExceptionRecord, PVOID ReturnValue) {
  CONTEXT context;
  EXCEPTION_RECORD local;
  context.ContextFlags = CONTEXT_FULL;
  RtlCaptureContext(&context);
  context.Esp += 4 * sizeof(ULONG);
  context.Eax = (ULONG)ReturnValue;
  if (ExceptionRecord == NULL) {
    ExceptionRecord = &local;
    local.ExceptionCode = STATUS_UNWIND;
    local.ExceptionFlags = 0;
    local.ExceptionRecord = NULL;
    local.ExceptionAddress = (PVOID)context.Eip;
    local.NumberParameters = 0;
  }
  ExceptionRecord->ExceptionFlags |= EXCEPTION_UNWINDING;
  if (TargetFrame == NULL) ExceptionRecord->ExceptionFlags |= EXCEPTION_EXIT_UNWIND;

  PEXCEPTION_REGISTRATION_RECORD frame = RtlpGetRegistrationHead();
  while (frame != EXCEPTION_CHAIN_END) {
    if (frame == TargetFrame) return;
    if (TargetFrame != NULL && (ULONG_PTR)TargetFrame < (ULONG_PTR)frame) {
      RtlpRaiseUnwindError(STATUS_INVALID_UNWIND_TARGET, ExceptionRecord);
    }
    if (!RtlpIsFrameInStack(frame)) RtlpRaiseUnwindError(STATUS_BAD_STACK, ExceptionRecord);

    PEXCEPTION_REGISTRATION_RECORD dispatcher = NULL;
    switch (RtlpExecuteHandlerForUnwind(ExceptionRecord, frame, &context, &dispatcher,
                                        frame->Handler)) {
      case ExceptionContinueSearch:
        break;
      case ExceptionCollidedUnwind:
        frame = dispatcher;
        break;
      default:
        RtlpRaiseUnwindError(STATUS_INVALID_DISPOSITION, ExceptionRecord);
        break;
    }
    frame = frame->Next;
    RtlpSetRegistrationHead(frame);
  }
  if (TargetFrame != NULL && TargetFrame != EXCEPTION_CHAIN_END) {
    RtlpRaiseUnwindError(STATUS_INVALID_UNWIND_TARGET, ExceptionRecord);
  }
}
