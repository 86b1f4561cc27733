// SPDX-License-Identifier: MIT
// Thread-local storage of images that are there at process start. As on XP, a DLL that is loaded
// later gets none. Source: Microsoft, "PE Format", the .tls section.
#include "ldrp.h"

#define HAS_TLS 0xffff  // LDR_DATA_TABLE_ENTRY.TlsIndex

typedef struct _LDRP_TLS_ENTRY {
  LIST_ENTRY Links;
  IMAGE_TLS_DIRECTORY Tls;  // Characteristics: the index
} LDRP_TLS_ENTRY, *PLDRP_TLS_ENTRY;

static LIST_ENTRY LdrpTlsList = {&LdrpTlsList, &LdrpTlsList};
static ULONG LdrpNumberOfTlsEntries;

static PIMAGE_TLS_DIRECTORY TlsDirectory(PVOID base) {
  ULONG size;
  return RtlImageDirectoryEntryToData(base, TRUE, IMAGE_DIRECTORY_ENTRY_TLS, &size);
}

static NTSTATUS AddImage(PLDR_DATA_TABLE_ENTRY image, const IMAGE_TLS_DIRECTORY *directory) {
  PLDRP_TLS_ENTRY tls = RtlAllocateHeap(NtCurrentPeb()->ProcessHeap, 0, sizeof(*tls));
  if (tls == NULL) return STATUS_NO_MEMORY;
  tls->Tls = *directory;
  tls->Tls.Characteristics = LdrpNumberOfTlsEntries++;
  *(PULONG)directory->AddressOfIndex = tls->Tls.Characteristics;
  image->TlsIndex = HAS_TLS;
  image->LoadCount = LDRP_PINNED;
  InsertTailList(&LdrpTlsList, &tls->Links);
  return STATUS_SUCCESS;
}

NTSTATUS LdrpInitializeTls(void) {
  PLIST_ENTRY head = &PebLdr->InLoadOrderModuleList;
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    PLDR_DATA_TABLE_ENTRY image = CONTAINING_RECORD(link, LDR_DATA_TABLE_ENTRY, InLoadOrderLinks);
    const IMAGE_TLS_DIRECTORY *directory = TlsDirectory(image->DllBase);
    if (directory == NULL) continue;
    NTSTATUS status = AddImage(image, directory);
    if (!NT_SUCCESS(status)) return status;
  }
  return LdrpAllocateTls();
}

NTSTATUS LdrpAllocateTls(void) {
  PVOID heap = NtCurrentPeb()->ProcessHeap;
  if (LdrpNumberOfTlsEntries == 0) return STATUS_SUCCESS;
  PVOID *blocks =
      RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, LdrpNumberOfTlsEntries * sizeof(PVOID));
  if (blocks == NULL) return STATUS_NO_MEMORY;
  NtCurrentTeb()->ThreadLocalStoragePointer = blocks;
  for (PLIST_ENTRY link = LdrpTlsList.Flink; link != &LdrpTlsList; link = link->Flink) {
    const IMAGE_TLS_DIRECTORY *tls = &CONTAINING_RECORD(link, LDRP_TLS_ENTRY, Links)->Tls;
    SIZE_T size = tls->EndAddressOfRawData - tls->StartAddressOfRawData;
    PVOID block = RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, size + tls->SizeOfZeroFill);
    if (block == NULL) return STATUS_NO_MEMORY;
    memcpy(block, (PVOID)tls->StartAddressOfRawData, size);
    blocks[tls->Characteristics] = block;
  }
  return STATUS_SUCCESS;
}

void LdrpFreeTls(void) {
  PVOID heap = NtCurrentPeb()->ProcessHeap;
  PVOID *blocks = NtCurrentTeb()->ThreadLocalStoragePointer;
  if (blocks == NULL) return;
  NtCurrentTeb()->ThreadLocalStoragePointer = NULL;
  for (ULONG index = 0; index < LdrpNumberOfTlsEntries; index++) {
    if (blocks[index] != NULL) RtlFreeHeap(heap, 0, blocks[index]);
  }
  RtlFreeHeap(heap, 0, blocks);
}

void NTAPI LdrpCallTlsInitializers(PLDR_DATA_TABLE_ENTRY Entry, ULONG Reason) {
  if (Entry->TlsIndex != HAS_TLS) return;
  const IMAGE_TLS_DIRECTORY *directory = TlsDirectory(Entry->DllBase);
  PIMAGE_TLS_CALLBACK *callback = (PIMAGE_TLS_CALLBACK *)directory->AddressOfCallBacks;
  if (callback == NULL) return;
  for (; *callback != NULL; callback++) {
    LdrpCallInitRoutine((PDLL_INIT_ROUTINE)(PVOID)*callback, Entry->DllBase, Reason, NULL);
  }
}
