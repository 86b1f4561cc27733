// SPDX-License-Identifier: MIT
// RTL_CRITICAL_SECTION with the counting rules of XP (KERNEL.md section 6).
#include "critical_section_debug.h"
#include "mark.h"
#include "rtlp.h"

// One hour in 100 ns units; a longer limit means none.
#define LONGEST_TIMEOUT 36000000000LL

static LARGE_INTEGER RtlpTimeout;
static PLARGE_INTEGER RtlpTimeoutPointer;

void RtlpInitializeCriticalSectionTimeout(void) {
  RtlpTimeout = NtCurrentPeb()->CriticalSectionTimeout;
  BOOLEAN limited = RtlpTimeout.QuadPart < 0 && RtlpTimeout.QuadPart > -LONGEST_TIMEOUT;
  RtlpTimeoutPointer = limited ? &RtlpTimeout : NULL;
}

static inline LONG LockedIncrement(volatile LONG *value) {
  return __atomic_add_fetch(value, 1, __ATOMIC_SEQ_CST);
}

static inline LONG LockedDecrement(volatile LONG *value) {
  return __atomic_sub_fetch(value, 1, __ATOMIC_SEQ_CST);
}

static inline HANDLE CurrentThreadId(void) { return NtCurrentTeb()->ClientId.UniqueThread; }

NTSTATUS NTAPI RtlInitializeCriticalSectionAndSpinCount(PRTL_CRITICAL_SECTION CriticalSection,
                                                        ULONG SpinCount) {
  CriticalSection->LockCount = -1;
  CriticalSection->RecursionCount = 0;
  CriticalSection->OwningThread = NULL;
  CriticalSection->LockSemaphore = NULL;
  CriticalSection->SpinCount =
      NtCurrentPeb()->NumberOfProcessors > 1 ? SpinCount & 0x00ffffff : 0;
  return RtlpAttachDebugInfo(CriticalSection);
}

NTSTATUS NTAPI RtlInitializeCriticalSection(PRTL_CRITICAL_SECTION CriticalSection) {
  return RtlInitializeCriticalSectionAndSpinCount(CriticalSection, 0);
}

static NOINLINE void RtlpCreateCriticalSectionSem(PRTL_CRITICAL_SECTION CriticalSection) {
  HANDLE event;
  HANDLE none = NULL;
  NTSTATUS status = NtCreateEvent(&event, EVENT_ALL_ACCESS, NULL, SynchronizationEvent, FALSE);
  if (!NT_SUCCESS(status)) RtlRaiseStatus(status);
  if (!__atomic_compare_exchange_n(&CriticalSection->LockSemaphore, &none, event, FALSE,
                                   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    NtClose(event);
  }
}

static NOINLINE void RtlpRaisePossibleDeadlock(PRTL_CRITICAL_SECTION CriticalSection) {
  EXCEPTION_RECORD record;
  record.ExceptionCode = STATUS_POSSIBLE_DEADLOCK;
  record.ExceptionFlags = 0;
  record.ExceptionRecord = NULL;
  record.NumberParameters = 1;
  record.ExceptionInformation[0] = (ULONG_PTR)CriticalSection;
  RtlRaiseException(&record);
}

NOINLINE void NTAPI RtlpWaitForCriticalSection(PRTL_CRITICAL_SECTION CriticalSection) {
  ULONG expired = 0;
  if (CriticalSection->LockSemaphore == NULL) RtlpCreateCriticalSectionSem(CriticalSection);
  CriticalSection->DebugInfo->EntryCount++;
  for (;;) {
    CriticalSection->DebugInfo->ContentionCount++;
    MARK_LOCK(mark_lock_wait, CriticalSection);
    NTSTATUS status =
        NtWaitForSingleObject(CriticalSection->LockSemaphore, FALSE, RtlpTimeoutPointer);
    if (status == STATUS_TIMEOUT) {
      if (++expired == 2) RtlpRaisePossibleDeadlock(CriticalSection);
      continue;
    }
    if (NT_SUCCESS(status)) return;
    RtlRaiseStatus(status);
  }
}

NOINLINE void NTAPI RtlpUnWaitCriticalSection(PRTL_CRITICAL_SECTION CriticalSection) {
  if (CriticalSection->LockSemaphore == NULL) RtlpCreateCriticalSectionSem(CriticalSection);
  NTSTATUS status = NtSetEvent(CriticalSection->LockSemaphore, NULL);
  if (!NT_SUCCESS(status)) RtlRaiseStatus(status);
}

NOINLINE NTSTATUS NTAPI RtlEnterCriticalSection(PRTL_CRITICAL_SECTION CriticalSection) {
  HANDLE thread = CurrentThreadId();
  if (LockedIncrement(&CriticalSection->LockCount) != 0) {
    if (CriticalSection->OwningThread == thread) {
      CriticalSection->RecursionCount++;
      return STATUS_SUCCESS;
    }
    RtlpWaitForCriticalSection(CriticalSection);
  }
  CriticalSection->OwningThread = thread;
  CriticalSection->RecursionCount = 1;
  MARK_LOCK(mark_lock_acquired, CriticalSection);
  return STATUS_SUCCESS;
}

NOINLINE LOGICAL NTAPI RtlTryEnterCriticalSection(PRTL_CRITICAL_SECTION CriticalSection) {
  HANDLE thread = CurrentThreadId();
  LONG unowned = -1;
  if (__atomic_compare_exchange_n(&CriticalSection->LockCount, &unowned, 0, FALSE,
                                  __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    CriticalSection->OwningThread = thread;
    CriticalSection->RecursionCount = 1;
    MARK_LOCK(mark_lock_tried, CriticalSection);
    return TRUE;
  }
  if (CriticalSection->OwningThread != thread) return FALSE;
  LockedIncrement(&CriticalSection->LockCount);
  CriticalSection->RecursionCount++;
  return TRUE;
}

NOINLINE NTSTATUS NTAPI RtlLeaveCriticalSection(PRTL_CRITICAL_SECTION CriticalSection) {
  if (--CriticalSection->RecursionCount != 0) {
    LockedDecrement(&CriticalSection->LockCount);
    return STATUS_SUCCESS;
  }
  MARK_LOCK(mark_lock_released, CriticalSection);
  CriticalSection->OwningThread = NULL;
  if (LockedDecrement(&CriticalSection->LockCount) >= 0) {
    RtlpUnWaitCriticalSection(CriticalSection);
  }
  return STATUS_SUCCESS;
}

NTSTATUS NTAPI RtlDeleteCriticalSection(PRTL_CRITICAL_SECTION CriticalSection) {
  NTSTATUS status = STATUS_SUCCESS;
  if (CriticalSection->LockSemaphore != NULL) status = NtClose(CriticalSection->LockSemaphore);
  RtlpDetachDebugInfo(CriticalSection);
  memset(CriticalSection, 0, sizeof(*CriticalSection));
  return status;
}
