// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dumplab/memory_source.h"

namespace dumplab::structures {

/// A doubly linked list of 32-bit LIST_ENTRYs, from its head as far as it can be believed: each entry must
/// lead back to the one before it, so it cannot circle.
struct ListWalk {
  enum class End {
    kClosed,       ///< it came back to its head
    kHeadMissing,  ///< the head's bytes are not in the dump
    kNull,         ///< `at` leads to 0
    kMissing,      ///< `at` leads to `next`, whose bytes are not in the dump
    kBackLink,     ///< `next` does not lead back to `at` but to `back`
    kTooLong,      ///< longer than any list of a real process
  };

  std::vector<std::uint64_t> entries;  ///< without the head
  End end = End::kHeadMissing;
  std::uint64_t at = 0, next = 0, back = 0;  ///< linear: the link where it ended

  /// "the free list 3 leads to 0x0, which is not there"; empty for a list that closed, or without a head.
  std::string describe(std::string_view list) const;
};

ListWalk walk_list(const MemorySource& memory, std::uint64_t head);

}  // namespace dumplab::structures
