// SPDX-License-Identifier: MIT
// The loader's data as debuggers know it, XP SP3.
#pragma once

#include "nt/string.h"
#include "winnt.h"

typedef struct _PEB_LDR_DATA {
  ULONG Length;
  BOOLEAN Initialized;
  HANDLE SsHandle;
  LIST_ENTRY InLoadOrderModuleList;
  LIST_ENTRY InMemoryOrderModuleList;
  LIST_ENTRY InInitializationOrderModuleList;
  PVOID EntryInProgress;
} PEB_LDR_DATA, *PPEB_LDR_DATA;
_Static_assert(offsetof(PEB_LDR_DATA, InLoadOrderModuleList) == 0x0c, "");
_Static_assert(sizeof(PEB_LDR_DATA) == 0x28, "");

typedef struct _LDR_DATA_TABLE_ENTRY {
  LIST_ENTRY InLoadOrderLinks;
  LIST_ENTRY InMemoryOrderLinks;
  LIST_ENTRY InInitializationOrderLinks;
  PVOID DllBase;
  PVOID EntryPoint;
  ULONG SizeOfImage;
  UNICODE_STRING FullDllName;
  UNICODE_STRING BaseDllName;
  ULONG Flags;
  USHORT LoadCount;  // LDRP_PINNED: never unloaded
  USHORT TlsIndex;
  LIST_ENTRY HashLinks;
  ULONG TimeDateStamp;
  PVOID EntryPointActivationContext;
  PVOID PatchInformation;
} LDR_DATA_TABLE_ENTRY, *PLDR_DATA_TABLE_ENTRY;
_Static_assert(offsetof(LDR_DATA_TABLE_ENTRY, DllBase) == 0x18, "");
_Static_assert(offsetof(LDR_DATA_TABLE_ENTRY, BaseDllName) == 0x2c, "");
_Static_assert(offsetof(LDR_DATA_TABLE_ENTRY, LoadCount) == 0x38, "");
_Static_assert(offsetof(LDR_DATA_TABLE_ENTRY, TimeDateStamp) == 0x44, "");
_Static_assert(sizeof(LDR_DATA_TABLE_ENTRY) == 0x50, "");

#define LDRP_STATIC_LINK 0x00000002
#define LDRP_IMAGE_DLL 0x00000004
#define LDRP_LOAD_IN_PROGRESS 0x00001000
#define LDRP_ENTRY_PROCESSED 0x00004000
#define LDRP_DONT_CALL_FOR_THREADS 0x00040000
#define LDRP_PROCESS_ATTACH_CALLED 0x00080000
#define LDRP_IMAGE_NOT_AT_BASE 0x00200000
#define LDRP_PINNED 0xffff
