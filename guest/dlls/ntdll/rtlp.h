// SPDX-License-Identifier: MIT
// What the files of ntdll share beside its exports.
#pragma once

#include "nt/rtl.h"
#include "string.h"

extern LIST_ENTRY RtlCriticalSectionList;
extern RTL_CRITICAL_SECTION RtlCriticalSectionLock;
extern RTL_CRITICAL_SECTION RtlpCalloutEntryLock;  // vectored handlers
extern RTL_CRITICAL_SECTION FastPebLock;

// Waits of critical sections: NULL = no limit. Set once at process start.
void RtlpInitializeCriticalSectionTimeout(void);
void RtlpInitializeHeapManager(void);

BOOLEAN NTAPI RtlDispatchException(PEXCEPTION_RECORD ExceptionRecord, PCONTEXT ContextRecord);
BOOLEAN RtlCallVectoredExceptionHandlers(PEXCEPTION_RECORD ExceptionRecord,
                                         PCONTEXT ContextRecord);
EXCEPTION_DISPOSITION NTAPI RtlpExecuteHandlerForException(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext, PEXCEPTION_ROUTINE ExceptionRoutine);
EXCEPTION_DISPOSITION NTAPI RtlpExecuteHandlerForUnwind(
    PEXCEPTION_RECORD ExceptionRecord, PEXCEPTION_REGISTRATION_RECORD EstablisherFrame,
    PCONTEXT ContextRecord, PVOID DispatcherContext, PEXCEPTION_ROUTINE ExceptionRoutine);

// True if a registration node lies 4-aligned inside the calling thread's stack.
BOOLEAN RtlpIsFrameInStack(PEXCEPTION_REGISTRATION_RECORD Frame);

static inline PEXCEPTION_REGISTRATION_RECORD RtlpGetRegistrationHead(void) {
  PEXCEPTION_REGISTRATION_RECORD head;
  __asm__ volatile("movl %%fs:0, %0" : "=r"(head));
  return head;
}

static inline void RtlpSetRegistrationHead(PEXCEPTION_REGISTRATION_RECORD head) {
  __asm__ volatile("movl %0, %%fs:0" : : "r"(head) : "memory");
}

static inline void InitializeListHead(PLIST_ENTRY head) { head->Flink = head->Blink = head; }

static inline BOOLEAN IsListEmpty(const LIST_ENTRY *head) { return head->Flink == head; }

static inline void InsertTailList(PLIST_ENTRY head, PLIST_ENTRY entry) {
  entry->Flink = head;
  entry->Blink = head->Blink;
  head->Blink->Flink = entry;
  head->Blink = entry;
}

static inline void InsertHeadList(PLIST_ENTRY head, PLIST_ENTRY entry) {
  InsertTailList(head->Flink, entry);
}

static inline void RemoveEntryList(PLIST_ENTRY entry) {
  PLIST_ENTRY next = entry->Flink;
  PLIST_ENTRY previous = entry->Blink;
  previous->Flink = next;
  next->Blink = previous;
}
