// SPDX-License-Identifier: MIT
// Vectored exception handlers: a list of the process, called before any frame's handler.
#include "nt/user_shared_data.h"
#include "rtlp.h"

typedef struct _VECTORED_HANDLER_ENTRY {
  LIST_ENTRY ListEntry;
  PVOID EncodedHandler;
} VECTORED_HANDLER_ENTRY, *PVECTORED_HANDLER_ENTRY;

LIST_ENTRY RtlpCalloutEntryList = {&RtlpCalloutEntryList, &RtlpCalloutEntryList};
RTL_CRITICAL_SECTION RtlpCalloutEntryLock;

PVOID NTAPI RtlEncodeSystemPointer(PVOID Pointer) {
  return (PVOID)((ULONG_PTR)Pointer ^ SharedUserData->Cookie);
}

PVOID NTAPI RtlDecodeSystemPointer(PVOID Pointer) {
  return (PVOID)((ULONG_PTR)Pointer ^ SharedUserData->Cookie);
}

PVOID NTAPI RtlAddVectoredExceptionHandler(ULONG First, PVECTORED_EXCEPTION_HANDLER Handler) {
  PVECTORED_HANDLER_ENTRY entry =
      RtlAllocateHeap(NtCurrentPeb()->ProcessHeap, 0, sizeof(VECTORED_HANDLER_ENTRY));
  if (entry == NULL) return NULL;
  entry->EncodedHandler = RtlEncodeSystemPointer((PVOID)Handler);
  RtlEnterCriticalSection(&RtlpCalloutEntryLock);
  if (First) {
    InsertHeadList(&RtlpCalloutEntryList, &entry->ListEntry);
  } else {
    InsertTailList(&RtlpCalloutEntryList, &entry->ListEntry);
  }
  RtlLeaveCriticalSection(&RtlpCalloutEntryLock);
  return entry;
}

ULONG NTAPI RtlRemoveVectoredExceptionHandler(PVOID Handle) {
  PLIST_ENTRY link;
  ULONG removed = FALSE;
  RtlEnterCriticalSection(&RtlpCalloutEntryLock);
  for (link = RtlpCalloutEntryList.Flink; link != &RtlpCalloutEntryList; link = link->Flink) {
    if (link == Handle) {
      RemoveEntryList(link);
      removed = TRUE;
      break;
    }
  }
  RtlLeaveCriticalSection(&RtlpCalloutEntryLock);
  if (removed) RtlFreeHeap(NtCurrentPeb()->ProcessHeap, 0, Handle);
  return removed;
}

// True if a handler asked to continue execution.
NOINLINE BOOLEAN RtlCallVectoredExceptionHandlers(PEXCEPTION_RECORD ExceptionRecord,
                                                  PCONTEXT ContextRecord) {
  if (IsListEmpty(&RtlpCalloutEntryList)) return FALSE;
  EXCEPTION_POINTERS pointers = {ExceptionRecord, ContextRecord};
  BOOLEAN handled = FALSE;
  RtlEnterCriticalSection(&RtlpCalloutEntryLock);
  for (PLIST_ENTRY link = RtlpCalloutEntryList.Flink; link != &RtlpCalloutEntryList;
       link = link->Flink) {
    PVECTORED_HANDLER_ENTRY entry = CONTAINING_RECORD(link, VECTORED_HANDLER_ENTRY, ListEntry);
    PVECTORED_EXCEPTION_HANDLER handler =
        (PVECTORED_EXCEPTION_HANDLER)RtlDecodeSystemPointer(entry->EncodedHandler);
    if (handler(&pointers) == EXCEPTION_CONTINUE_EXECUTION) {
      handled = TRUE;
      break;
    }
  }
  RtlLeaveCriticalSection(&RtlpCalloutEntryLock);
  return handled;
}
