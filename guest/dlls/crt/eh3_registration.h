// SPDX-License-Identifier: MIT
// The registration node of functions with __try.
#pragma once

#include "windows.h"

typedef struct _SCOPETABLE_ENTRY {
  LONG EnclosingLevel;  // -1: none
  PVOID Filter;         // NULL: HandlerBlock is a __finally block
  PVOID HandlerBlock;
} SCOPETABLE_ENTRY;

typedef struct _EH3_REGISTRATION {
  EXCEPTION_REGISTRATION_RECORD Registration;
  const SCOPETABLE_ENTRY *ScopeTable;
  LONG TryLevel;
  ULONG Ebp;
} EH3_REGISTRATION;

EXCEPTION_DISPOSITION __cdecl _except_handler3(PEXCEPTION_RECORD ExceptionRecord,
                                               PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
                                               PCONTEXT ContextRecord, PVOID DispatcherContext);

// Runs the __finally blocks from the present level up to, not including, StopLevel.
void __cdecl _local_unwind2(EH3_REGISTRATION *Frame, LONG StopLevel);
