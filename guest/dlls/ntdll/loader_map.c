// SPDX-License-Identifier: MIT
// From a module name to a mapped image section.
#include "ldrp.h"

#define FILE_EXECUTE 0x0020
#define FILE_SYNCHRONOUS_IO_NONALERT 0x20
#define FILE_NON_DIRECTORY_FILE 0x40
#define SECTION_MAP_ACCESS 0x000e  // write, read, execute

static NTSTATUS OpenImage(const UNICODE_STRING *path, HANDLE *file) {
  WCHAR buffer[MAX_PATH + 4];
  UNICODE_STRING nt_path = {0, sizeof(buffer), buffer};
  OBJECT_ATTRIBUTES attributes;
  IO_STATUS_BLOCK io;
  RtlAppendUnicodeToString(&nt_path, L"\\??\\");
  NTSTATUS status = RtlAppendUnicodeStringToString(&nt_path, path);
  if (!NT_SUCCESS(status)) return status;
  InitializeObjectAttributes(&attributes, &nt_path, OBJ_CASE_INSENSITIVE, NULL, NULL);
  return NtOpenFile(file, SYNCHRONIZE | FILE_EXECUTE, &attributes, &io,
                    FILE_SHARE_READ | FILE_SHARE_DELETE,
                    FILE_NON_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT);
}

// Tries each directory of the semicolon-separated search path; `path` gets the name that was found.
static NTSTATUS SearchPath(const UNICODE_STRING *name, PUNICODE_STRING path, HANDLE *file) {
  const UNICODE_STRING *directories = &NtCurrentPeb()->ProcessParameters->DllPath;
  PCWSTR p = directories->Buffer;
  PCWSTR end = p + directories->Length / sizeof(WCHAR);
  while (p < end) {
    PCWSTR start = p;
    while (p < end && *p != ';') p++;
    UNICODE_STRING directory;
    directory.Buffer = (PWSTR)start;
    directory.Length = directory.MaximumLength = (USHORT)((PCHAR)p - (PCHAR)start);
    p++;
    if (directory.Length == 0) continue;
    path->Length = 0;
    RtlAppendUnicodeStringToString(path, &directory);
    if (p[-2] != '\\') RtlAppendUnicodeToString(path, L"\\");
    RtlAppendUnicodeStringToString(path, name);
    if (NT_SUCCESS(OpenImage(path, file))) return STATUS_SUCCESS;
  }
  return STATUS_DLL_NOT_FOUND;
}

static NTSTATUS FindImage(const UNICODE_STRING *name, PUNICODE_STRING path, HANDLE *file) {
  for (ULONG i = 0; i < name->Length / sizeof(WCHAR); i++) {
    if (name->Buffer[i] != '\\') continue;
    RtlCopyUnicodeString(path, name);
    return NT_SUCCESS(OpenImage(path, file)) ? STATUS_SUCCESS : STATUS_DLL_NOT_FOUND;
  }
  return SearchPath(name, path, file);
}

static NTSTATUS MapImage(HANDLE file, PVOID *base) {
  HANDLE section;
  SIZE_T size = 0;
  NTSTATUS status = NtCreateSection(&section, SECTION_MAP_ACCESS, NULL, NULL, PAGE_EXECUTE,
                                    SEC_IMAGE, file);
  if (!NT_SUCCESS(status)) return status;
  *base = NULL;
  status = NtMapViewOfSection(section, NtCurrentProcess(), base, 0, 0, NULL, &size, ViewShare, 0,
                              PAGE_READWRITE);
  NtClose(section);
  return status;
}

NOINLINE NTSTATUS LdrpMapDll(const UNICODE_STRING *Name, PLDR_DATA_TABLE_ENTRY *Entry) {
  WCHAR buffer[MAX_PATH];
  UNICODE_STRING path = {0, sizeof(buffer), buffer};
  HANDLE file;
  PVOID base;
  NTSTATUS status = FindImage(Name, &path, &file);
  if (!NT_SUCCESS(status)) return status;
  status = MapImage(file, &base);
  NtClose(file);
  if (!NT_SUCCESS(status)) return status;

  PLDR_DATA_TABLE_ENTRY entry = LdrpAllocateDataTableEntry(base, &path);
  if (entry == NULL) {
    NtUnmapViewOfSection(NtCurrentProcess(), base);
    return STATUS_NO_MEMORY;
  }
  entry->Flags = LDRP_LOAD_IN_PROGRESS;
  if (RtlImageNtHeader(base)->FileHeader.Characteristics & IMAGE_FILE_DLL) {
    entry->Flags |= LDRP_IMAGE_DLL;
  } else {
    entry->EntryPoint = NULL;
  }
  if (status == STATUS_IMAGE_NOT_AT_BASE) entry->Flags |= LDRP_IMAGE_NOT_AT_BASE;
  LdrpInsertMemoryTableEntry(entry);
  *Entry = entry;
  return STATUS_SUCCESS;
}
