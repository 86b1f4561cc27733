// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/little_endian.h"

/// The container. Source: minidumpapiset.h. An "Rva" in these structures is a byte offset in the file.
namespace dumplab::minidump {

inline constexpr std::uint32_t kSignature = 0x504d444d;       ///< "MDMP"
inline constexpr std::uint16_t kVersion = 0xa793;             ///< low word; the high word is the writer's own
inline constexpr std::uint32_t kLastReservedStream = 0xffff;  ///< types above it are the programs' own
inline constexpr std::uint64_t kWithFullMemory = 0x2;         ///< MiniDumpWithFullMemory

/// MINIDUMP_HEADER, at offset 0.
struct Header {
  le32 Signature, Version, NumberOfStreams, StreamDirectoryRva;
  le32 CheckSum;       // 0; no reader looks at it
  le32 TimeDateStamp;  // seconds since 1970
  le64 Flags;          // MINIDUMP_TYPE
};
static_assert(sizeof(Header) == 32);
static_assert(offsetof(Header, StreamDirectoryRva) == 12);
static_assert(offsetof(Header, Flags) == 24);

/// MINIDUMP_LOCATION_DESCRIPTOR.
struct LocationDescriptor {
  le32 DataSize, Rva;
};
static_assert(sizeof(LocationDescriptor) == 8);

/// MINIDUMP_DIRECTORY.
struct DirectoryEntry {
  le32 StreamType;
  LocationDescriptor Location;
};
static_assert(sizeof(DirectoryEntry) == 12);
static_assert(offsetof(DirectoryEntry, Location) == 4);

/// MINIDUMP_MEMORY_DESCRIPTOR.
struct MemoryDescriptor {
  le64 StartOfMemoryRange;  // linear address in the dumped process
  LocationDescriptor Memory;
};
static_assert(sizeof(MemoryDescriptor) == 16);
static_assert(offsetof(MemoryDescriptor, Memory) == 8);

}  // namespace dumplab::minidump
