// SPDX-License-Identifier: MIT
// PE32 headers. Source: Microsoft, "PE Format".
#pragma once

#include "windef.h"

typedef struct _IMAGE_DOS_HEADER {
  WORD e_magic;
  WORD e_rest[29];
  LONG e_lfanew;
} IMAGE_DOS_HEADER, *PIMAGE_DOS_HEADER;
_Static_assert(offsetof(IMAGE_DOS_HEADER, e_lfanew) == 0x3c, "");

typedef struct _IMAGE_FILE_HEADER {
  WORD Machine, NumberOfSections;
  DWORD TimeDateStamp, PointerToSymbolTable, NumberOfSymbols;
  WORD SizeOfOptionalHeader, Characteristics;
} IMAGE_FILE_HEADER;
#define IMAGE_FILE_DLL 0x2000

typedef struct _IMAGE_DATA_DIRECTORY {
  DWORD VirtualAddress, Size;
} IMAGE_DATA_DIRECTORY, *PIMAGE_DATA_DIRECTORY;

#define IMAGE_DIRECTORY_ENTRY_EXPORT 0
#define IMAGE_DIRECTORY_ENTRY_IMPORT 1
#define IMAGE_DIRECTORY_ENTRY_RESOURCE 2
#define IMAGE_DIRECTORY_ENTRY_TLS 9
#define IMAGE_DIRECTORY_ENTRY_IAT 12

typedef struct _IMAGE_OPTIONAL_HEADER {
  WORD Magic;
  BYTE MajorLinkerVersion, MinorLinkerVersion;
  DWORD SizeOfCode, SizeOfInitializedData, SizeOfUninitializedData, AddressOfEntryPoint;
  DWORD BaseOfCode, BaseOfData, ImageBase, SectionAlignment, FileAlignment;
  WORD MajorOperatingSystemVersion, MinorOperatingSystemVersion;
  WORD MajorImageVersion, MinorImageVersion, MajorSubsystemVersion, MinorSubsystemVersion;
  DWORD Win32VersionValue, SizeOfImage, SizeOfHeaders, CheckSum;
  WORD Subsystem, DllCharacteristics;
  DWORD SizeOfStackReserve, SizeOfStackCommit, SizeOfHeapReserve, SizeOfHeapCommit;
  DWORD LoaderFlags, NumberOfRvaAndSizes;
  IMAGE_DATA_DIRECTORY DataDirectory[16];
} IMAGE_OPTIONAL_HEADER;
_Static_assert(sizeof(IMAGE_OPTIONAL_HEADER) == 0xe0, "");

typedef struct _IMAGE_NT_HEADERS {
  DWORD Signature;
  IMAGE_FILE_HEADER FileHeader;
  IMAGE_OPTIONAL_HEADER OptionalHeader;
} IMAGE_NT_HEADERS, *PIMAGE_NT_HEADERS;
_Static_assert(sizeof(IMAGE_NT_HEADERS) == 0xf8, "");
#define IMAGE_DOS_SIGNATURE 0x5a4d
#define IMAGE_NT_SIGNATURE 0x00004550

typedef struct _IMAGE_EXPORT_DIRECTORY {
  DWORD Characteristics, TimeDateStamp;
  WORD MajorVersion, MinorVersion;
  DWORD Name, Base, NumberOfFunctions, NumberOfNames;
  DWORD AddressOfFunctions, AddressOfNames, AddressOfNameOrdinals;
} IMAGE_EXPORT_DIRECTORY, *PIMAGE_EXPORT_DIRECTORY;

typedef struct _IMAGE_IMPORT_DESCRIPTOR {
  DWORD OriginalFirstThunk, TimeDateStamp, ForwarderChain, Name, FirstThunk;
} IMAGE_IMPORT_DESCRIPTOR, *PIMAGE_IMPORT_DESCRIPTOR;

typedef struct _IMAGE_IMPORT_BY_NAME {
  WORD Hint;
  CHAR Name[1];
} IMAGE_IMPORT_BY_NAME, *PIMAGE_IMPORT_BY_NAME;

typedef union _IMAGE_THUNK_DATA {
  DWORD Function, Ordinal, AddressOfData;
} IMAGE_THUNK_DATA, *PIMAGE_THUNK_DATA;
#define IMAGE_ORDINAL_FLAG 0x80000000

typedef void (NTAPI *PIMAGE_TLS_CALLBACK)(PVOID DllHandle, DWORD Reason, PVOID Reserved);

// Addresses, not RVAs: relocated with the image.
typedef struct _IMAGE_TLS_DIRECTORY {
  DWORD StartAddressOfRawData;
  DWORD EndAddressOfRawData;
  DWORD AddressOfIndex;
  DWORD AddressOfCallBacks;
  DWORD SizeOfZeroFill;
  DWORD Characteristics;
} IMAGE_TLS_DIRECTORY, *PIMAGE_TLS_DIRECTORY;
_Static_assert(sizeof(IMAGE_TLS_DIRECTORY) == 0x18, "");
