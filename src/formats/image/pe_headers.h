// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "base/byte_view.h"

/// On-disk structures of Portable Executable images with winnt.h's names.
/// Source: Microsoft's "PE Format" specification.
namespace dumplab::image {

struct DosHeader {
  le16 e_magic;  ///< "MZ"
  std::byte unused[58];
  le32 e_lfanew;  ///< file offset of the PE signature
};
static_assert(sizeof(DosHeader) == 64);
inline constexpr std::uint16_t kDosMagic = 0x5a4d;
inline constexpr std::uint32_t kPeSignature = 0x4550;

struct FileHeader {
  le16 Machine, NumberOfSections;
  le32 TimeDateStamp, PointerToSymbolTable, NumberOfSymbols;
  le16 SizeOfOptionalHeader, Characteristics;
};
static_assert(sizeof(FileHeader) == 20);
inline constexpr std::uint16_t kMachineI386 = 0x14c, kMachineAmd64 = 0x8664;

struct DataDirectory {
  le32 VirtualAddress, Size;
};

struct OptionalHeader32 {
  le16 Magic;
  std::uint8_t MajorLinkerVersion, MinorLinkerVersion;
  le32 SizeOfCode, SizeOfInitializedData, SizeOfUninitializedData, AddressOfEntryPoint, BaseOfCode,
      BaseOfData, ImageBase, SectionAlignment, FileAlignment;
  le16 MajorOperatingSystemVersion, MinorOperatingSystemVersion, MajorImageVersion, MinorImageVersion,
      MajorSubsystemVersion, MinorSubsystemVersion;
  le32 Win32VersionValue, SizeOfImage, SizeOfHeaders, CheckSum;
  le16 Subsystem, DllCharacteristics;
  le32 SizeOfStackReserve, SizeOfStackCommit, SizeOfHeapReserve, SizeOfHeapCommit, LoaderFlags,
      NumberOfRvaAndSizes;
};
static_assert(sizeof(OptionalHeader32) == 96);
static_assert(offsetof(OptionalHeader32, ImageBase) == 28);
inline constexpr std::uint16_t kMagicPe32 = 0x10b, kMagicPe32Plus = 0x20b;

struct OptionalHeader64 {
  le16 Magic;
  std::uint8_t MajorLinkerVersion, MinorLinkerVersion;
  le32 SizeOfCode, SizeOfInitializedData, SizeOfUninitializedData, AddressOfEntryPoint, BaseOfCode;
  le64 ImageBase;
  le32 SectionAlignment, FileAlignment;
  le16 MajorOperatingSystemVersion, MinorOperatingSystemVersion, MajorImageVersion, MinorImageVersion,
      MajorSubsystemVersion, MinorSubsystemVersion;
  le32 Win32VersionValue, SizeOfImage, SizeOfHeaders, CheckSum;
  le16 Subsystem, DllCharacteristics;
  le64 SizeOfStackReserve, SizeOfStackCommit, SizeOfHeapReserve, SizeOfHeapCommit;
  le32 LoaderFlags, NumberOfRvaAndSizes;
};
static_assert(sizeof(OptionalHeader64) == 112);

struct SectionHeader {
  char Name[8];
  le32 VirtualSize, VirtualAddress, SizeOfRawData, PointerToRawData, PointerToRelocations,
      PointerToLinenumbers;
  le16 NumberOfRelocations, NumberOfLinenumbers;
  le32 Characteristics;
};
static_assert(sizeof(SectionHeader) == 40);
inline constexpr std::uint32_t kSectionExecute = 0x20000000, kSectionRead = 0x40000000,
                               kSectionWrite = 0x80000000;

struct ExportDirectory {
  le32 Characteristics, TimeDateStamp;
  le16 MajorVersion, MinorVersion;
  le32 Name, Base, NumberOfFunctions, NumberOfNames, AddressOfFunctions, AddressOfNames,
      AddressOfNameOrdinals;
};
static_assert(sizeof(ExportDirectory) == 40);

struct ImportDescriptor {
  le32 OriginalFirstThunk, TimeDateStamp, ForwarderChain, Name, FirstThunk;
};
static_assert(sizeof(ImportDescriptor) == 20);

struct DebugDirectoryEntry {
  le32 Characteristics, TimeDateStamp;
  le16 MajorVersion, MinorVersion;
  le32 Type, SizeOfData, AddressOfRawData, PointerToRawData;
};
static_assert(sizeof(DebugDirectoryEntry) == 28);
inline constexpr std::uint32_t kDebugTypeCodeView = 2;

struct ResourceDirectory {
  le32 Characteristics, TimeDateStamp;
  le16 MajorVersion, MinorVersion, NumberOfNamedEntries, NumberOfIdEntries;
};
static_assert(sizeof(ResourceDirectory) == 16);

struct ResourceEntry {
  le32 Name, OffsetToData;  ///< high bit of OffsetToData: a directory
};

struct ResourceData {
  le32 OffsetToData, Size, CodePage, Reserved;
};
inline constexpr std::uint32_t kResourceTypeVersion = 16;

enum Directory { kExports = 0, kImports = 1, kResources = 2, kExceptions = 3, kRelocations = 5, kDebug = 6 };

}  // namespace dumplab::image
