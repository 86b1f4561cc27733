// SPDX-License-Identifier: MIT
// Export tables, forwarders included.
#include "ldrp.h"

static LONG FindNameIndex(PCHAR base, PIMAGE_EXPORT_DIRECTORY exports, PCSTR name, ULONG hint) {
  const ULONG *names = (const ULONG *)(base + exports->AddressOfNames);
  if (hint < exports->NumberOfNames && strcmp(name, base + names[hint]) == 0) return (LONG)hint;
  LONG low = 0;
  LONG high = (LONG)exports->NumberOfNames - 1;
  while (low <= high) {
    LONG middle = (low + high) / 2;
    int order = strcmp(name, base + names[middle]);
    if (order == 0) return middle;
    if (order < 0) {
      high = middle - 1;
    } else {
      low = middle + 1;
    }
  }
  return -1;
}

static ULONG ParseOrdinal(PCSTR text) {
  ULONG value = 0;
  while (*text >= '0' && *text <= '9') value = value * 10 + (ULONG)(*text++ - '0');
  return value;
}

// "ntdll.RtlEnterCriticalSection" or "ntdll.#12".
static NTSTATUS FollowForwarder(PCSTR forwarder, PVOID *address) {
  WCHAR buffer[64];
  UNICODE_STRING module = {0, sizeof(buffer), buffer};
  PCSTR p = forwarder;
  while (*p != '\0' && *p != '.') {
    if (module.Length >= sizeof(buffer) - 10) return STATUS_ENTRYPOINT_NOT_FOUND;
    buffer[module.Length / sizeof(WCHAR)] = (UCHAR)*p++;
    module.Length += sizeof(WCHAR);
  }
  if (*p++ == '\0') return STATUS_ENTRYPOINT_NOT_FOUND;
  RtlAppendUnicodeToString(&module, L".dll");
  PLDR_DATA_TABLE_ENTRY entry = LdrpCheckForLoadedDll(&module);
  if (entry == NULL) {
    NTSTATUS status = LdrpLoadImportModule(&module, &entry);
    if (!NT_SUCCESS(status)) return status;
  }
  if (*p == '#') return LdrpGetExportAddress(entry, NULL, ParseOrdinal(p + 1), 0, address);
  return LdrpGetExportAddress(entry, p, 0, 0, address);
}

// By name if Name is not NULL, else by ordinal. C0000139 or C0000138 if there is none.
NTSTATUS LdrpGetExportAddress(PLDR_DATA_TABLE_ENTRY Entry, PCSTR Name, ULONG Ordinal, ULONG Hint,
                              PVOID *Address) {
  NTSTATUS missing = Name != NULL ? STATUS_ENTRYPOINT_NOT_FOUND : STATUS_ORDINAL_NOT_FOUND;
  PCHAR base = Entry->DllBase;
  ULONG size;
  PIMAGE_EXPORT_DIRECTORY exports =
      RtlImageDirectoryEntryToData(base, TRUE, IMAGE_DIRECTORY_ENTRY_EXPORT, &size);
  if (exports == NULL) return missing;

  ULONG index = Ordinal - exports->Base;
  if (Name != NULL) {
    LONG name_index = FindNameIndex(base, exports, Name, Hint);
    if (name_index < 0) return missing;
    index = ((const USHORT *)(base + exports->AddressOfNameOrdinals))[name_index];
  }
  if (index >= exports->NumberOfFunctions) return missing;
  ULONG rva = ((const ULONG *)(base + exports->AddressOfFunctions))[index];
  if (rva == 0) return missing;
  PCHAR target = base + rva;
  if (target >= (PCHAR)exports && target < (PCHAR)exports + size) {
    return FollowForwarder(target, Address);
  }
  *Address = target;
  return STATUS_SUCCESS;
}

NOINLINE NTSTATUS NTAPI LdrGetProcedureAddress(PVOID BaseAddress, PANSI_STRING Name,
                                               ULONG Ordinal, PVOID *ProcedureAddress) {
  RtlEnterCriticalSection(&LdrpLoaderLock);
  NTSTATUS status = STATUS_DLL_NOT_FOUND;
  PLDR_DATA_TABLE_ENTRY entry = LdrpCheckForLoadedDllHandle(BaseAddress);
  if (entry != NULL) {
    PCSTR name = Name != NULL ? Name->Buffer : NULL;
    status = LdrpGetExportAddress(entry, name, Ordinal, ~0u, ProcedureAddress);
  }
  RtlLeaveCriticalSection(&LdrpLoaderLock);
  return status;
}
