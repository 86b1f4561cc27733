// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace dumplab::x86 {

// A linear address on two-level IA-32 paging with 4 KiB pages:
//   31        22 21        12 11         0
//  | directory  |   table    |  offset    |
// and a directory or table entry:
//   31                    12 11   9 8 7 6 5 4   3   2   1   0
//  | frame number            | free |G|-|D|A|PCD|PWT|US |RW | P |
// Source: Intel SDM vol. 3, 4.3.
inline constexpr std::uint32_t kEntryPresent = 1u << 0, kEntryWritable = 1u << 1, kEntryUser = 1u << 2,
                               kEntryWriteThrough = 1u << 3, kEntryCacheDisable = 1u << 4,
                               kEntryAccessed = 1u << 5, kEntryDirty = 1u << 6, kEntryFrameMask = 0xfffff000;

inline constexpr std::uint32_t kPageShift = 12, kPageSize = 1u << kPageShift, kPageMask = kPageSize - 1,
                               kEntriesPerTable = 1024, kEntrySize = 4;

constexpr std::uint32_t directory_index(std::uint32_t linear) { return linear >> 22; }
constexpr std::uint32_t table_index(std::uint32_t linear) { return linear >> kPageShift & 0x3ff; }
constexpr std::uint32_t page_of(std::uint32_t linear) { return linear & ~kPageMask; }
constexpr std::uint32_t frame_of(std::uint32_t entry) { return entry >> kPageShift; }

}  // namespace dumplab::x86
