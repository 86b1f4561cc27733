// SPDX-License-Identifier: MIT
// Reading of mapped image headers.
#include "rtlp.h"

PIMAGE_NT_HEADERS NTAPI RtlImageNtHeader(PVOID BaseAddress) {
  PIMAGE_DOS_HEADER dos = BaseAddress;
  if (dos == NULL || dos->e_magic != IMAGE_DOS_SIGNATURE) return NULL;
  PIMAGE_NT_HEADERS headers = (PIMAGE_NT_HEADERS)((PCHAR)dos + dos->e_lfanew);
  return headers->Signature == IMAGE_NT_SIGNATURE ? headers : NULL;
}

PVOID NTAPI RtlImageDirectoryEntryToData(PVOID BaseAddress, BOOLEAN MappedAsImage,
                                         USHORT DirectoryEntry, PULONG Size) {
  PIMAGE_NT_HEADERS headers = RtlImageNtHeader(BaseAddress);
  *Size = 0;
  if (!MappedAsImage || headers == NULL) return NULL;
  if (DirectoryEntry >= headers->OptionalHeader.NumberOfRvaAndSizes) return NULL;
  const IMAGE_DATA_DIRECTORY *directory = &headers->OptionalHeader.DataDirectory[DirectoryEntry];
  if (directory->VirtualAddress == 0) return NULL;
  *Size = directory->Size;
  return (PCHAR)BaseAddress + directory->VirtualAddress;
}
