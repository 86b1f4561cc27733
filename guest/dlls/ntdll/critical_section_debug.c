// SPDX-License-Identifier: MIT
#include "critical_section_debug.h"

LIST_ENTRY RtlCriticalSectionList = {&RtlCriticalSectionList, &RtlCriticalSectionList};

// Guards the list; itself not in it, so that it needs no record before the list is usable.
static RTL_CRITICAL_SECTION_DEBUG RtlpListLockDebug = {
    0, 0, &RtlCriticalSectionLock, {&RtlpListLockDebug.ProcessLocksList,
                                    &RtlpListLockDebug.ProcessLocksList}, 0, 0, {0, 0}};
RTL_CRITICAL_SECTION RtlCriticalSectionLock = {&RtlpListLockDebug, -1, 0, NULL, NULL, 0};

// Records for the sections that exist before the process heap does.
#define STATIC_RECORDS 16
static RTL_CRITICAL_SECTION_DEBUG RtlpStaticDebugInfo[STATIC_RECORDS];
static ULONG RtlpStaticDebugInfoUsed;

static PRTL_CRITICAL_SECTION_DEBUG RtlpAllocateDebugInfo(void) {
  PVOID heap = NtCurrentPeb()->ProcessHeap;
  if (heap != NULL) return RtlAllocateHeap(heap, 0, sizeof(RTL_CRITICAL_SECTION_DEBUG));
  if (RtlpStaticDebugInfoUsed == STATIC_RECORDS) return NULL;
  return &RtlpStaticDebugInfo[RtlpStaticDebugInfoUsed++];
}

NTSTATUS RtlpAttachDebugInfo(PRTL_CRITICAL_SECTION CriticalSection) {
  PRTL_CRITICAL_SECTION_DEBUG record = RtlpAllocateDebugInfo();
  CriticalSection->DebugInfo = record;
  if (record == NULL) return STATUS_NO_MEMORY;
  memset(record, 0, sizeof(*record));
  record->CriticalSection = CriticalSection;
  RtlEnterCriticalSection(&RtlCriticalSectionLock);
  InsertTailList(&RtlCriticalSectionList, &record->ProcessLocksList);
  RtlLeaveCriticalSection(&RtlCriticalSectionLock);
  return STATUS_SUCCESS;
}

void RtlpDetachDebugInfo(PRTL_CRITICAL_SECTION CriticalSection) {
  PRTL_CRITICAL_SECTION_DEBUG record = CriticalSection->DebugInfo;
  if (record == NULL) return;
  RtlEnterCriticalSection(&RtlCriticalSectionLock);
  RemoveEntryList(&record->ProcessLocksList);
  RtlLeaveCriticalSection(&RtlCriticalSectionLock);
  if (record >= RtlpStaticDebugInfo && record < RtlpStaticDebugInfo + STATIC_RECORDS) return;
  RtlFreeHeap(NtCurrentPeb()->ProcessHeap, 0, record);
}
