// SPDX-License-Identifier: MIT
#pragma once

#include "nt/layout.h"

namespace dumplab::nt {

/// _PEB_LDR_DATA: heads of the loader's three module lists.
struct LoaderData {
  le32 Length, Initialized, SsHandle;
  ListEntry InLoadOrderModuleList, InMemoryOrderModuleList, InInitializationOrderModuleList;
  le32 EntryInProgress;
};
static_assert(offsetof(LoaderData, InLoadOrderModuleList) == 0x0c);
static_assert(sizeof(LoaderData) == 0x28);

/// _LDR_DATA_TABLE_ENTRY: one module.
struct LoaderEntry {
  ListEntry InLoadOrderLinks, InMemoryOrderLinks, InInitializationOrderLinks;
  le32 DllBase, EntryPoint, SizeOfImage;
  UnicodeString FullDllName, BaseDllName;
  le32 Flags;
  le16 LoadCount, TlsIndex;
  ListEntry HashLinks;
  le32 TimeDateStamp, EntryPointActivationContext, PatchInformation;
};
static_assert(offsetof(LoaderEntry, DllBase) == 0x18);
static_assert(offsetof(LoaderEntry, FullDllName) == 0x24);
static_assert(offsetof(LoaderEntry, TimeDateStamp) == 0x44);
static_assert(sizeof(LoaderEntry) == 0x50);

/// _PEB_LDR_DATA of a 64-bit process, as far as its first list.
struct LoaderData64 {
  le32 Length, Initialized;
  le64 SsHandle;
  ListEntry64 InLoadOrderModuleList;
};
static_assert(offsetof(LoaderData64, InLoadOrderModuleList) == 0x10);

/// _LDR_DATA_TABLE_ENTRY of a 64-bit process, as far as the names.
struct LoaderEntry64 {
  ListEntry64 InLoadOrderLinks, InMemoryOrderLinks, InInitializationOrderLinks;
  le64 DllBase, EntryPoint;
  le32 SizeOfImage, unused;
  UnicodeString64 FullDllName, BaseDllName;
};
static_assert(offsetof(LoaderEntry64, DllBase) == 0x30);
static_assert(offsetof(LoaderEntry64, FullDllName) == 0x48);
static_assert(sizeof(LoaderEntry64) == 0x68);

}  // namespace dumplab::nt
