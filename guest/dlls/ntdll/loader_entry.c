// SPDX-License-Identifier: MIT
// Module entries: allocated from the process heap, in three lists and a hash table by name.
#include "ldrp.h"

#define HASH_BUCKETS 32

static LIST_ENTRY LdrpHashTable[HASH_BUCKETS];

static PLIST_ENTRY Bucket(const UNICODE_STRING *name) {
  ULONG first = name->Length ? RtlUpcaseUnicodeChar(name->Buffer[0]) - 'A' : 0;
  PLIST_ENTRY bucket = &LdrpHashTable[first & (HASH_BUCKETS - 1)];
  if (bucket->Flink == NULL) InitializeListHead(bucket);
  return bucket;
}

static void SplitBaseName(PLDR_DATA_TABLE_ENTRY entry) {
  PWSTR start = entry->FullDllName.Buffer;
  PWSTR base = start;
  for (PWSTR p = start; *p != 0; p++) {
    if (*p == '\\') base = p + 1;
  }
  USHORT skipped = (USHORT)((PCHAR)base - (PCHAR)start);
  entry->BaseDllName.Buffer = base;
  entry->BaseDllName.Length = entry->FullDllName.Length - skipped;
  entry->BaseDllName.MaximumLength = entry->FullDllName.MaximumLength - skipped;
}

PLDR_DATA_TABLE_ENTRY LdrpAllocateDataTableEntry(PVOID Base, const UNICODE_STRING *FullName) {
  PVOID heap = NtCurrentPeb()->ProcessHeap;
  PIMAGE_NT_HEADERS headers = RtlImageNtHeader(Base);
  if (headers == NULL) return NULL;
  PLDR_DATA_TABLE_ENTRY entry = RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, sizeof(*entry));
  if (entry == NULL) return NULL;
  USHORT bytes = FullName->Length + sizeof(WCHAR);
  entry->FullDllName.Buffer = RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, bytes);
  if (entry->FullDllName.Buffer == NULL) {
    RtlFreeHeap(heap, 0, entry);
    return NULL;
  }
  entry->FullDllName.MaximumLength = bytes;
  RtlCopyUnicodeString(&entry->FullDllName, FullName);
  SplitBaseName(entry);
  entry->DllBase = Base;
  entry->SizeOfImage = headers->OptionalHeader.SizeOfImage;
  entry->TimeDateStamp = headers->FileHeader.TimeDateStamp;
  if (headers->OptionalHeader.AddressOfEntryPoint != 0) {
    entry->EntryPoint = (PCHAR)Base + headers->OptionalHeader.AddressOfEntryPoint;
  }
  return entry;
}

void LdrpInsertMemoryTableEntry(PLDR_DATA_TABLE_ENTRY Entry) {
  InsertTailList(Bucket(&Entry->BaseDllName), &Entry->HashLinks);
  InsertTailList(&PebLdr->InLoadOrderModuleList, &Entry->InLoadOrderLinks);
  InsertTailList(&PebLdr->InMemoryOrderModuleList, &Entry->InMemoryOrderLinks);
}

void LdrpRemoveMemoryTableEntry(PLDR_DATA_TABLE_ENTRY Entry) {
  PVOID heap = NtCurrentPeb()->ProcessHeap;
  RemoveEntryList(&Entry->HashLinks);
  RemoveEntryList(&Entry->InLoadOrderLinks);
  RemoveEntryList(&Entry->InMemoryOrderLinks);
  if (Entry->InInitializationOrderLinks.Flink != NULL) {
    RemoveEntryList(&Entry->InInitializationOrderLinks);
  }
  RtlFreeHeap(heap, 0, Entry->FullDllName.Buffer);
  RtlFreeHeap(heap, 0, Entry);
}

PLDR_DATA_TABLE_ENTRY LdrpCheckForLoadedDll(const UNICODE_STRING *Name) {
  BOOLEAN is_path = FALSE;
  for (ULONG i = 0; i < Name->Length / sizeof(WCHAR); i++) {
    if (Name->Buffer[i] == '\\') is_path = TRUE;
  }
  PLIST_ENTRY head = &PebLdr->InLoadOrderModuleList;
  if (!is_path) head = Bucket(Name);
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    PLDR_DATA_TABLE_ENTRY entry =
        is_path ? CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, InLoadOrderLinks)
                : CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, HashLinks);
    if (RtlEqualUnicodeString(Name, is_path ? &entry->FullDllName : &entry->BaseDllName, TRUE)) {
      return entry;
    }
  }
  return NULL;
}

PLDR_DATA_TABLE_ENTRY LdrpCheckForLoadedDllHandle(PVOID Base) {
  PLIST_ENTRY head = &PebLdr->InLoadOrderModuleList;
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    PLDR_DATA_TABLE_ENTRY entry = CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, InLoadOrderLinks);
    if (entry->DllBase == Base) return entry;
  }
  return NULL;
}

NTSTATUS NTAPI LdrFindEntryForAddress(PVOID Address, PLDR_DATA_TABLE_ENTRY *Entry) {
  PLIST_ENTRY head = &PebLdr->InLoadOrderModuleList;
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    PLDR_DATA_TABLE_ENTRY entry = CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, InLoadOrderLinks);
    if ((ULONG_PTR)Address - (ULONG_PTR)entry->DllBase < entry->SizeOfImage) {
      *Entry = entry;
      return STATUS_SUCCESS;
    }
  }
  return STATUS_UNSUCCESSFUL;
}
