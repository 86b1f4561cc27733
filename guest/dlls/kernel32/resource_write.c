// SPDX-License-Identifier: MIT
// Programs of older systems write into their resources, which NT maps read-only: the first write to
// such a page makes it writable, and the program goes on.
#include "base.h"

#define WRITE_ACCESS 1  // ExceptionInformation[0]

static BOOL IsInResources(const MEMORY_BASIC_INFORMATION *region, PVOID address) {
  ULONG size;
  if (region->Type != MEM_IMAGE || region->Protect != PAGE_READONLY) return FALSE;
  PCHAR resources = RtlImageDirectoryEntryToData(region->AllocationBase, TRUE,
                                                 IMAGE_DIRECTORY_ENTRY_RESOURCE, &size);
  return resources != NULL && (PCHAR)address >= resources && (PCHAR)address < resources + size;
}

BOOL BasepCheckForReadOnlyResource(const EXCEPTION_RECORD *Record) {
  MEMORY_BASIC_INFORMATION region;
  DWORD protection;
  if (Record->ExceptionCode != (DWORD)STATUS_ACCESS_VIOLATION || Record->NumberParameters < 2 ||
      Record->ExceptionInformation[0] != WRITE_ACCESS) {
    return FALSE;
  }
  PVOID address = (PVOID)Record->ExceptionInformation[1];
  if (VirtualQuery(address, &region, sizeof(region)) == 0) return FALSE;
  return IsInResources(&region, address) && VirtualProtect(address, 1, PAGE_READWRITE, &protection);
}
