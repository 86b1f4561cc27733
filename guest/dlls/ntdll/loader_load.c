// SPDX-License-Identifier: MIT
// Loading and unloading at run time.
#include "ldrp.h"

// A name without a dot gets ".dll"; a trailing dot stands for "no extension".
static NTSTATUS CompleteName(PUNICODE_STRING name, PUNICODE_STRING complete) {
  BOOLEAN has_dot = FALSE;
  for (ULONG i = 0; i < name->Length / sizeof(WCHAR); i++) {
    if (name->Buffer[i] == '.') has_dot = TRUE;
    if (name->Buffer[i] == '\\') has_dot = FALSE;
  }
  complete->Length = 0;
  NTSTATUS status = RtlAppendUnicodeStringToString(complete, name);
  if (NT_SUCCESS(status) && !has_dot) status = RtlAppendUnicodeToString(complete, L".dll");
  return status;
}

static NOINLINE NTSTATUS NTAPI LdrpLoadDll(PUNICODE_STRING Name, PVOID *BaseAddress) {
  WCHAR buffer[MAX_PATH];
  UNICODE_STRING name = {0, sizeof(buffer), buffer};
  PLDR_DATA_TABLE_ENTRY entry;
  NTSTATUS status = CompleteName(Name, &name);
  if (!NT_SUCCESS(status)) return status;

  entry = LdrpCheckForLoadedDll(&name);
  if (entry != NULL) {
    if (entry->LoadCount != LDRP_PINNED) entry->LoadCount++;
  } else {
    status = LdrpMapDll(&name, &entry);
    if (!NT_SUCCESS(status)) return status;
    entry->LoadCount = 1;
    status = LdrpWalkImportDescriptor(entry);
    if (!NT_SUCCESS(status)) {
      LdrpUnmapDll(entry);
      return status;
    }
    InsertTailList(&PebLdr->InInitializationOrderModuleList, &entry->InInitializationOrderLinks);
    status = LdrpRunInitializeRoutines(NULL);
    if (!NT_SUCCESS(status)) {
      LdrUnloadDll(entry->DllBase);
      return status;
    }
  }
  *BaseAddress = entry->DllBase;
  return STATUS_SUCCESS;
}

NOINLINE NTSTATUS NTAPI LdrLoadDll(PCWSTR PathToFile, PULONG Flags, PUNICODE_STRING Name,
                                   PVOID *BaseAddress) {
  RtlEnterCriticalSection(&LdrpLoaderLock);
  NTSTATUS status = LdrpLoadDll(Name, BaseAddress);
  RtlLeaveCriticalSection(&LdrpLoaderLock);
  return status;
}

NOINLINE NTSTATUS NTAPI LdrGetDllHandle(PCWSTR PathToFile, PULONG Flags, PUNICODE_STRING Name,
                                        PVOID *BaseAddress) {
  WCHAR buffer[MAX_PATH];
  UNICODE_STRING name = {0, sizeof(buffer), buffer};
  NTSTATUS status = CompleteName(Name, &name);
  if (!NT_SUCCESS(status)) return status;
  RtlEnterCriticalSection(&LdrpLoaderLock);
  PLDR_DATA_TABLE_ENTRY entry = LdrpCheckForLoadedDll(&name);
  if (entry != NULL) *BaseAddress = entry->DllBase;
  RtlLeaveCriticalSection(&LdrpLoaderLock);
  return entry != NULL ? STATUS_SUCCESS : STATUS_DLL_NOT_FOUND;
}

void LdrpUnmapDll(PLDR_DATA_TABLE_ENTRY Entry) {
  PVOID base = Entry->DllBase;
  LdrpRemoveMemoryTableEntry(Entry);
  NtUnmapViewOfSection(NtCurrentProcess(), base);
}

NOINLINE NTSTATUS NTAPI LdrUnloadDll(PVOID BaseAddress) {
  NTSTATUS status = STATUS_SUCCESS;
  RtlEnterCriticalSection(&LdrpLoaderLock);
  PLDR_DATA_TABLE_ENTRY entry = LdrpCheckForLoadedDllHandle(BaseAddress);
  if (entry == NULL) {
    status = STATUS_DLL_NOT_FOUND;
  } else if (entry->LoadCount != LDRP_PINNED && !LdrpShutdownInProgress) {
    if (entry->LoadCount > 0) entry->LoadCount--;
    if (entry->LoadCount == 0) {
      if (entry->EntryPoint != NULL && (entry->Flags & LDRP_PROCESS_ATTACH_CALLED)) {
        LdrpCallInitRoutine((PDLL_INIT_ROUTINE)entry->EntryPoint, BaseAddress,
                            DLL_PROCESS_DETACH, NULL);
      }
      LdrpDereferenceImports(entry, ~0u);
      LdrpRecordUnloadEvent(entry);
      LdrpUnmapDll(entry);
    }
  }
  RtlLeaveCriticalSection(&LdrpLoaderLock);
  return status;
}

NTSTATUS NTAPI LdrDisableThreadCalloutsForDll(PVOID BaseAddress) {
  RtlEnterCriticalSection(&LdrpLoaderLock);
  PLDR_DATA_TABLE_ENTRY entry = LdrpCheckForLoadedDllHandle(BaseAddress);
  if (entry != NULL) entry->Flags |= LDRP_DONT_CALL_FOR_THREADS;
  RtlLeaveCriticalSection(&LdrpLoaderLock);
  return entry != NULL ? STATUS_SUCCESS : STATUS_DLL_NOT_FOUND;
}
