// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dumplab::regions {

/// Who memory belongs to. The words are a closed list (docs/regions.md).
enum class OwnerKind : std::uint8_t {
  kUnknown,
  kFree,
  kImage,
  kStack,
  kStackGuard,
  kStackReserve,
  kBelowStack,  ///< of a stack's reservation, guard page or reserve: the owner is unknown, the usage is not
  kTeb,
  kPeb,
  kParams,
  kEnvironment,
  kHeap,
  kSharedData,
  kMapped,
  kPrivate,
  kKernel
};

struct Owner {
  OwnerKind kind = OwnerKind::kUnknown;
  std::uint64_t id = 0;  ///< a stack's or TEB's thread id, a heap's handle, the number of an image's part
  friend bool operator==(const Owner&, const Owner&) = default;
};

/// "stack:1480", "heap:0x200000", "peb". An image's part has more to say (Evidence::describe).
std::string describe(const Owner& owner);

/// WinDbg's word: "Stack", "Heap", "<unknown>".
std::string_view usage_of(OwnerKind kind);

}  // namespace dumplab::regions
