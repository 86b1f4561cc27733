// SPDX-License-Identifier: MIT
#pragma once

#include "nt/layout.h"

namespace dumplab::nt {

/// _PEB: the process environment block.
struct Peb {
  Opaque<2> flags;
  std::uint8_t BeingDebugged, SpareBool;
  le32 Mutant, ImageBaseAddress, Ldr, ProcessParameters, SubSystemData, ProcessHeap, FastPebLock;
  Opaque<0x3c - 0x20> unused1;
  le32 TlsExpansionCounter, TlsBitmap, TlsBitmapBits[2];
  Opaque<0x58 - 0x4c> unused2;
  le32 AnsiCodePageData, OemCodePageData, UnicodeCaseTableData;
  le32 NumberOfProcessors, NtGlobalFlag, unused3;
  le64 CriticalSectionTimeout;  ///< 100 ns units, negative = relative
  le32 HeapSegmentReserve, HeapSegmentCommit, HeapDeCommitTotalFreeThreshold, HeapDeCommitFreeBlockThreshold;
  le32 NumberOfHeaps, MaximumNumberOfHeaps, ProcessHeaps;
  Opaque<0xa0 - 0x94> unused4;
  le32 LoaderLock, OSMajorVersion, OSMinorVersion;
  le16 OSBuildNumber, OSCSDVersion;
  le32 OSPlatformId, ImageSubsystem, ImageSubsystemMajorVersion, ImageSubsystemMinorVersion,
      ImageProcessAffinityMask;
  Opaque<0x1d4 - 0xc4> unused5;
  le32 SessionId;
  Opaque<0x1f0 - 0x1d8> unused6;
  UnicodeString CSDVersion;
  Opaque<0x208 - 0x1f8> unused7;
  le32 MinimumStackCommit, unused8;
};
static_assert(offsetof(Peb, Ldr) == 0x0c);
static_assert(offsetof(Peb, ProcessHeap) == 0x18);
static_assert(offsetof(Peb, NumberOfProcessors) == 0x64);
static_assert(offsetof(Peb, CriticalSectionTimeout) == 0x70);
static_assert(offsetof(Peb, NumberOfHeaps) == 0x88);
static_assert(offsetof(Peb, LoaderLock) == 0xa0);
static_assert(offsetof(Peb, OSBuildNumber) == 0xac);
static_assert(offsetof(Peb, ImageProcessAffinityMask) == 0xc0);
static_assert(offsetof(Peb, SessionId) == 0x1d4);
static_assert(offsetof(Peb, CSDVersion) == 0x1f0);
static_assert(sizeof(Peb) == 0x210);

/// _RTL_USER_PROCESS_PARAMETERS, normalised: strings hold linear addresses.
struct ProcessParameters {
  le32 MaximumLength, Length, Flags, DebugFlags, ConsoleHandle, ConsoleFlags, StandardInput, StandardOutput,
      StandardError;
  UnicodeString CurrentDirectory;
  le32 CurrentDirectoryHandle;
  UnicodeString DllPath, ImagePathName, CommandLine;
  le32 Environment;  ///< UTF-16 NAME=value strings, an empty one behind the last
  le32 StartingX, StartingY, CountX, CountY, CountCharsX, CountCharsY, FillAttribute, WindowFlags,
      ShowWindowFlags;
  UnicodeString WindowTitle, DesktopInfo, ShellInfo, RuntimeData;
  Opaque<0x290 - 0x90> CurrentDirectores;  ///< the official spelling
};
static_assert(offsetof(ProcessParameters, CurrentDirectory) == 0x24);
static_assert(offsetof(ProcessParameters, Environment) == 0x48);
static_assert(offsetof(ProcessParameters, WindowTitle) == 0x70);
static_assert(sizeof(ProcessParameters) == 0x290);
inline constexpr std::uint32_t kProcessParametersNormalized = 1;

/// _PEB of a 64-bit process, as far as the list of heaps.
struct Peb64 {
  Opaque<8> flags;
  le64 Mutant, ImageBaseAddress, Ldr, ProcessParameters, SubSystemData, ProcessHeap;
  Opaque<0xe8 - 0x38> unused1;
  le32 NumberOfHeaps, MaximumNumberOfHeaps;
  le64 ProcessHeaps;
};
static_assert(offsetof(Peb64, Ldr) == 0x18);
static_assert(offsetof(Peb64, ProcessHeap) == 0x30);
static_assert(offsetof(Peb64, NumberOfHeaps) == 0xe8);
static_assert(sizeof(Peb64) == 0xf8);

/// _RTL_USER_PROCESS_PARAMETERS of a 64-bit process, as far as the environment.
struct ProcessParameters64 {
  le32 MaximumLength, Length, Flags, DebugFlags;
  le64 ConsoleHandle;
  le32 ConsoleFlags, unused;
  le64 StandardInput, StandardOutput, StandardError;
  UnicodeString64 CurrentDirectory;
  le64 CurrentDirectoryHandle;
  UnicodeString64 DllPath, ImagePathName, CommandLine;
  le64 Environment;
};
static_assert(offsetof(ProcessParameters64, CurrentDirectory) == 0x38);
static_assert(offsetof(ProcessParameters64, ImagePathName) == 0x60);
static_assert(offsetof(ProcessParameters64, Environment) == 0x80);

}  // namespace dumplab::nt
