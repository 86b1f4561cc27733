// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/snapshot.h"

/// What a process contradicts itself in: the file is in order, its contents are not.
namespace dumplab::consistency {

struct Finding {
  std::string_view check;     ///< the name in checks.def
  std::uint64_t address = 0;  ///< linear: where the contradiction stands
  std::string what;
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// Each check gives its first findings only; a list that never ends stops at a limit. Structures are those of
/// 32-bit Windows; other dumps have no findings. What is not in the dump is no contradiction.
std::vector<Finding> find_contradictions(const Snapshot& snapshot);

}  // namespace dumplab::consistency
