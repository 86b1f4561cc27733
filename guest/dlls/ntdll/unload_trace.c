// SPDX-License-Identifier: MIT
// Ring of the last unloaded images, which debuggers read.
#include "ldrp.h"

#define RTL_UNLOAD_EVENT_TRACE_NUMBER 16

typedef struct _RTL_UNLOAD_EVENT_TRACE {
  PVOID BaseAddress;
  SIZE_T SizeOfImage;
  ULONG Sequence;
  ULONG TimeDateStamp;
  ULONG CheckSum;
  WCHAR ImageName[32];
} RTL_UNLOAD_EVENT_TRACE, *PRTL_UNLOAD_EVENT_TRACE;
_Static_assert(sizeof(RTL_UNLOAD_EVENT_TRACE) == 0x54, "");

RTL_UNLOAD_EVENT_TRACE RtlpUnloadEventTrace[RTL_UNLOAD_EVENT_TRACE_NUMBER];
ULONG RtlpUnloadEventTraceIndex;

PVOID NTAPI RtlGetUnloadEventTrace(void) { return RtlpUnloadEventTrace; }

void LdrpRecordUnloadEvent(PLDR_DATA_TABLE_ENTRY Entry) {
  ULONG sequence = RtlpUnloadEventTraceIndex++;
  PRTL_UNLOAD_EVENT_TRACE event =
      &RtlpUnloadEventTrace[sequence % RTL_UNLOAD_EVENT_TRACE_NUMBER];
  USHORT bytes = Entry->BaseDllName.Length;
  if (bytes > sizeof(event->ImageName) - sizeof(WCHAR)) {
    bytes = sizeof(event->ImageName) - sizeof(WCHAR);
  }
  event->BaseAddress = Entry->DllBase;
  event->SizeOfImage = Entry->SizeOfImage;
  event->Sequence = sequence;
  event->TimeDateStamp = Entry->TimeDateStamp;
  event->CheckSum = RtlImageNtHeader(Entry->DllBase)->OptionalHeader.CheckSum;
  memset(event->ImageName, 0, sizeof(event->ImageName));
  memcpy(event->ImageName, Entry->BaseDllName.Buffer, bytes);
}
