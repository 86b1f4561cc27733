// SPDX-License-Identifier: MIT
// PEB, XP SP3.
#pragma once

#include "nt/bitmap.h"
#include "nt/loader_data.h"
#include "nt/process_parameters.h"

typedef struct _PEB {
  BOOLEAN InheritedAddressSpace, ReadImageFileExecOptions, BeingDebugged, SpareBool;
  HANDLE Mutant;
  PVOID ImageBaseAddress;
  PPEB_LDR_DATA Ldr;
  PRTL_USER_PROCESS_PARAMETERS ProcessParameters;
  PVOID SubSystemData;
  PVOID ProcessHeap;
  PRTL_CRITICAL_SECTION FastPebLock;
  PVOID FastPebLockRoutine, FastPebUnlockRoutine;
  ULONG EnvironmentUpdateCount;
  PVOID KernelCallbackTable;
  ULONG SystemReserved[1];
  PVOID AtlThunkSListPtr32;
  PVOID FreeList;
  ULONG TlsExpansionCounter;
  PRTL_BITMAP TlsBitmap;
  ULONG TlsBitmapBits[2];
  PVOID ReadOnlySharedMemoryBase, ReadOnlySharedMemoryHeap, ReadOnlyStaticServerData;
  PVOID AnsiCodePageData, OemCodePageData, UnicodeCaseTableData;
  ULONG NumberOfProcessors, NtGlobalFlag;
  LARGE_INTEGER CriticalSectionTimeout;
  ULONG HeapSegmentReserve, HeapSegmentCommit;
  ULONG HeapDeCommitTotalFreeThreshold, HeapDeCommitFreeBlockThreshold;
  ULONG NumberOfHeaps, MaximumNumberOfHeaps;
  PVOID *ProcessHeaps;
  PVOID GdiSharedHandleTable, ProcessStarterHelper;
  ULONG GdiDCAttributeList;
  PRTL_CRITICAL_SECTION LoaderLock;
  ULONG OSMajorVersion, OSMinorVersion;
  USHORT OSBuildNumber, OSCSDVersion;
  ULONG OSPlatformId, ImageSubsystem, ImageSubsystemMajorVersion, ImageSubsystemMinorVersion;
  ULONG ImageProcessAffinityMask;
  ULONG GdiHandleBuffer[34];
  PVOID PostProcessInitRoutine;
  PRTL_BITMAP TlsExpansionBitmap;
  ULONG TlsExpansionBitmapBits[32];
  ULONG SessionId;
  LARGE_INTEGER AppCompatFlags, AppCompatFlagsUser;
  PVOID pShimData, AppCompatInfo;
  UNICODE_STRING CSDVersion;
  PVOID ActivationContextData, ProcessAssemblyStorageMap;
  PVOID SystemDefaultActivationContextData, SystemAssemblyStorageMap;
  ULONG MinimumStackCommit;
} PEB, *PPEB;
_Static_assert(offsetof(PEB, ProcessHeap) == 0x18, "");
_Static_assert(offsetof(PEB, KernelCallbackTable) == 0x2c, "");
_Static_assert(offsetof(PEB, TlsBitmap) == 0x40, "");
_Static_assert(offsetof(PEB, CriticalSectionTimeout) == 0x70, "");
_Static_assert(offsetof(PEB, ProcessHeaps) == 0x90, "");
_Static_assert(offsetof(PEB, LoaderLock) == 0xa0, "");
_Static_assert(offsetof(PEB, ImageProcessAffinityMask) == 0xc0, "");
_Static_assert(offsetof(PEB, PostProcessInitRoutine) == 0x14c, "");
_Static_assert(offsetof(PEB, SessionId) == 0x1d4, "");
_Static_assert(offsetof(PEB, CSDVersion) == 0x1f0, "");
_Static_assert(offsetof(PEB, MinimumStackCommit) == 0x208, "");
_Static_assert(sizeof(PEB) == 0x210, "");
