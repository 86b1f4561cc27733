// SPDX-License-Identifier: MIT
// Binding of imports, depth first.
#include "ldrp.h"

static PIMAGE_IMPORT_DESCRIPTOR ImportDescriptors(PLDR_DATA_TABLE_ENTRY entry) {
  ULONG size;
  return RtlImageDirectoryEntryToData(entry->DllBase, TRUE, IMAGE_DIRECTORY_ENTRY_IMPORT, &size);
}

static void WidenName(PCSTR name, PUNICODE_STRING wide) {
  wide->Length = 0;
  while (*name != '\0' && wide->Length + sizeof(WCHAR) < wide->MaximumLength) {
    wide->Buffer[wide->Length / sizeof(WCHAR)] = (UCHAR)*name++;
    wide->Length += sizeof(WCHAR);
  }
}

NOINLINE NTSTATUS LdrpLoadImportModule(const UNICODE_STRING *Name, PLDR_DATA_TABLE_ENTRY *Entry) {
  PLDR_DATA_TABLE_ENTRY entry = LdrpCheckForLoadedDll(Name);
  if (entry == NULL) {
    NTSTATUS status = LdrpMapDll(Name, &entry);
    if (!NT_SUCCESS(status)) {
      if (status == STATUS_DLL_NOT_FOUND) {
        LdrpRaiseHardError(status, (ULONG_PTR)Name, &NtCurrentPeb()->ProcessParameters->DllPath, 3);
      }
      return status;
    }
    entry->LoadCount = 1;  // a circle of imports that fails does not unload it twice
    status = LdrpWalkImportDescriptor(entry);
    if (!NT_SUCCESS(status)) {
      LdrpUnmapDll(entry);
      return status;
    }
    entry->LoadCount--;
    InsertTailList(&PebLdr->InInitializationOrderModuleList, &entry->InInitializationOrderLinks);
  }
  if (LdrpInLdrInit) {
    entry->LoadCount = LDRP_PINNED;
    entry->Flags |= LDRP_STATIC_LINK;
  } else if (entry->LoadCount != LDRP_PINNED) {
    entry->LoadCount++;
  }
  *Entry = entry;
  return STATUS_SUCCESS;
}

static void RaiseMissingExport(NTSTATUS status, PCSTR name, ULONG ordinal,
                               PLDR_DATA_TABLE_ENTRY exporter) {
  WCHAR buffer[128];
  UNICODE_STRING wide = {0, sizeof(buffer), buffer};
  if (name == NULL) {
    LdrpRaiseHardError(status, ordinal, &exporter->BaseDllName, 2);
    return;
  }
  WidenName(name, &wide);
  LdrpRaiseHardError(status, (ULONG_PTR)&wide, &exporter->BaseDllName, 3);
}

static NTSTATUS SnapThunk(PLDR_DATA_TABLE_ENTRY exporter, PCHAR base, ULONG lookup,
                          PIMAGE_THUNK_DATA thunk) {
  PCSTR name = NULL;
  ULONG ordinal = 0;
  ULONG hint = 0;
  PVOID address;
  if (lookup & IMAGE_ORDINAL_FLAG) {
    ordinal = lookup & 0xffff;
  } else {
    PIMAGE_IMPORT_BY_NAME by_name = (PIMAGE_IMPORT_BY_NAME)(base + lookup);
    name = by_name->Name;
    hint = by_name->Hint;
  }
  NTSTATUS status = LdrpGetExportAddress(exporter, name, ordinal, hint, &address);
  if (!NT_SUCCESS(status)) {
    RaiseMissingExport(status, name, ordinal, exporter);
    return status;
  }
  thunk->Function = (ULONG)address;
  return STATUS_SUCCESS;
}

// The import address table is read-only: it is writable only while it is filled.
static NOINLINE NTSTATUS LdrpSnapIAT(PLDR_DATA_TABLE_ENTRY Exporter,
                                     PLDR_DATA_TABLE_ENTRY Importer,
                                     PIMAGE_IMPORT_DESCRIPTOR Descriptor) {
  PCHAR base = Importer->DllBase;
  PIMAGE_THUNK_DATA thunk = (PIMAGE_THUNK_DATA)(base + Descriptor->FirstThunk);
  PIMAGE_THUNK_DATA lookup = thunk;
  if (Descriptor->OriginalFirstThunk != 0) {
    lookup = (PIMAGE_THUNK_DATA)(base + Descriptor->OriginalFirstThunk);
  }
  ULONG count = 0;
  while (lookup[count].AddressOfData != 0) count++;
  if (count == 0) return STATUS_SUCCESS;

  PVOID address = thunk;
  SIZE_T size = count * sizeof(IMAGE_THUNK_DATA);
  ULONG protection;
  NTSTATUS status = NtProtectVirtualMemory(NtCurrentProcess(), &address, &size, PAGE_READWRITE,
                                           &protection);
  if (!NT_SUCCESS(status)) return status;
  for (ULONG i = 0; i < count && NT_SUCCESS(status); i++) {
    status = SnapThunk(Exporter, base, lookup[i].AddressOfData, &thunk[i]);
  }
  NtProtectVirtualMemory(NtCurrentProcess(), &address, &size, protection, &protection);
  NtFlushInstructionCache(NtCurrentProcess(), address, size);
  return status;
}

NOINLINE NTSTATUS LdrpWalkImportDescriptor(PLDR_DATA_TABLE_ENTRY Entry) {
  PIMAGE_IMPORT_DESCRIPTOR descriptor = ImportDescriptors(Entry);
  if (descriptor == NULL) return STATUS_SUCCESS;
  for (ULONG i = 0; descriptor[i].Name != 0; i++) {
    WCHAR buffer[64];
    UNICODE_STRING name = {0, sizeof(buffer), buffer};
    PLDR_DATA_TABLE_ENTRY exporter;
    WidenName((PCHAR)Entry->DllBase + descriptor[i].Name, &name);
    NTSTATUS status = LdrpLoadImportModule(&name, &exporter);
    if (!NT_SUCCESS(status)) {
      LdrpDereferenceImports(Entry, i);
      return status;
    }
    status = LdrpSnapIAT(exporter, Entry, &descriptor[i]);
    if (!NT_SUCCESS(status)) {
      LdrpDereferenceImports(Entry, i + 1);
      return status;
    }
  }
  return STATUS_SUCCESS;
}

void LdrpDereferenceImports(PLDR_DATA_TABLE_ENTRY Entry, ULONG Most) {
  PIMAGE_IMPORT_DESCRIPTOR descriptor = ImportDescriptors(Entry);
  if (descriptor == NULL) return;
  for (; descriptor->Name != 0 && Most != 0; descriptor++, Most--) {
    WCHAR buffer[64];
    UNICODE_STRING name = {0, sizeof(buffer), buffer};
    WidenName((PCHAR)Entry->DllBase + descriptor->Name, &name);
    PLDR_DATA_TABLE_ENTRY exporter = LdrpCheckForLoadedDll(&name);
    if (exporter != NULL && exporter->LoadCount != LDRP_PINNED) LdrUnloadDll(exporter->DllBase);
  }
}
