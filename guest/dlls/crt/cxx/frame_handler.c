// SPDX-License-Identifier: MIT
// Frame handler of C++ functions with destructors: runs them in the unwinding pass. catch blocks are
// not entered: the search goes on to the outer frames.
#include "windows.h"

#define NO_STATE (-1)

void __cdecl _call_finally(PVOID Block, PVOID Ebp);

typedef struct _UNWIND_MAP_ENTRY {
  LONG toState;
  PVOID action;  // NULL: none
} UNWIND_MAP_ENTRY;

// The beginning of FuncInfo.
typedef struct _FUNC_INFO {
  DWORD magicNumber;
  LONG maxState;
  const UNWIND_MAP_ENTRY *pUnwindMap;
} FUNC_INFO;

typedef struct _CXX_REGISTRATION {
  EXCEPTION_REGISTRATION_RECORD Registration;
  LONG state;
  ULONG Ebp;  // cleanups run with EBP = address of this
} CXX_REGISTRATION;

static __attribute__((used)) EXCEPTION_DISPOSITION __cdecl _InternalCxxFrameHandler(
    PEXCEPTION_RECORD ExceptionRecord, CXX_REGISTRATION *Frame, PCONTEXT ContextRecord,
    PVOID DispatcherContext, const FUNC_INFO *Function) {
  if (!(ExceptionRecord->ExceptionFlags & EXCEPTION_UNWIND)) return ExceptionContinueSearch;
  while (Frame->state > NO_STATE && Frame->state < Function->maxState) {
    const UNWIND_MAP_ENTRY *entry = &Function->pUnwindMap[Frame->state];
    Frame->state = entry->toState;
    if (entry->action != NULL) _call_finally(entry->action, &Frame->Ebp);
  }
  return ExceptionContinueSearch;
}

// EAX = FuncInfo*, from the function's own thunk.
NAKED EXCEPTION_DISPOSITION __cdecl __CxxFrameHandler3(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext) {
  __asm__(
      "pushl %ebp\n"
      "movl %esp, %ebp\n"
      "cld\n"
      "pushl %eax\n"
      "pushl 0x14(%ebp)\n"
      "pushl 0x10(%ebp)\n"
      "pushl 0xc(%ebp)\n"
      "pushl 0x8(%ebp)\n"
      "call __InternalCxxFrameHandler\n"
      "movl %ebp, %esp\n"
      "popl %ebp\n"
      "ret\n");
}
