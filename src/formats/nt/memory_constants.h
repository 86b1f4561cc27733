// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace dumplab::nt {

// MEM_* and PAGE_* of winnt.h.
inline constexpr std::uint32_t kMemCommit = 0x1000, kMemReserve = 0x2000, kMemDecommit = 0x4000,
                               kMemRelease = 0x8000, kMemFree = 0x10000, kMemPrivate = 0x20000,
                               kMemMapped = 0x40000, kMemTopDown = 0x100000, kMemImage = 0x1000000;
inline constexpr std::uint32_t kPageNoAccess = 0x01, kPageReadOnly = 0x02, kPageReadWrite = 0x04,
                               kPageWriteCopy = 0x08, kPageExecute = 0x10, kPageExecuteRead = 0x20,
                               kPageExecuteReadWrite = 0x40, kPageExecuteWriteCopy = 0x80, kPageGuard = 0x100,
                               kPageNoCache = 0x200, kPageWriteCombine = 0x400;

inline constexpr std::uint32_t kPageSize = 0x1000, kAllocationGranularity = 0x10000;

/// Windows' words for one state, type or protection ("PAGE_READWRITE | PAGE_GUARD"); hexadecimal where there
/// is no word, empty for 0.
std::string describe_state(std::uint32_t state);
std::string describe_type(std::uint32_t type);
std::string describe_protection(std::uint32_t protect);

}  // namespace dumplab::nt
