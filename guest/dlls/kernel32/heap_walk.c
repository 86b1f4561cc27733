// SPDX-License-Identifier: MIT
// HeapWalk: RtlWalkHeap with the flags of PROCESS_HEAP_ENTRY. The two structures differ in nothing
// else.
#include "base.h"

static const struct {
  USHORT Native, Win32;
} FlagTable[] = {
    {RTL_HEAP_BUSY, PROCESS_HEAP_ENTRY_BUSY},
    {RTL_HEAP_SEGMENT, PROCESS_HEAP_REGION},
    {RTL_HEAP_UNCOMMITTED_RANGE, PROCESS_HEAP_UNCOMMITTED_RANGE},
};
#define FLAGS (sizeof(FlagTable) / sizeof(FlagTable[0]))

_Static_assert(sizeof(PROCESS_HEAP_ENTRY) == sizeof(RTL_HEAP_WALK_ENTRY), "");
_Static_assert(offsetof(PROCESS_HEAP_ENTRY, wFlags) == offsetof(RTL_HEAP_WALK_ENTRY, Flags), "");
_Static_assert(offsetof(PROCESS_HEAP_ENTRY, Region) == offsetof(RTL_HEAP_WALK_ENTRY, Segment), "");

BOOL WINAPI HeapWalk(HANDLE hHeap, LPPROCESS_HEAP_ENTRY lpEntry) {
  RTL_HEAP_WALK_ENTRY entry;
  memcpy(&entry, lpEntry, sizeof(entry));
  entry.Flags = 0;
  for (ULONG i = 0; i < FLAGS; i++) {
    if (lpEntry->wFlags & FlagTable[i].Win32) entry.Flags |= FlagTable[i].Native;
  }
  NTSTATUS status = RtlWalkHeap(hHeap, &entry);
  if (!BaseResult(status)) return FALSE;
  memcpy(lpEntry, &entry, sizeof(entry));
  lpEntry->wFlags = 0;
  for (ULONG i = 0; i < FLAGS; i++) {
    if (entry.Flags & FlagTable[i].Native) lpEntry->wFlags |= FlagTable[i].Win32;
  }
  return TRUE;
}
