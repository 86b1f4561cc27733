// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dumplab::diagnose {

/// A value that debugging aids write into memory that nobody may use.
struct FillPattern {
  std::uint32_t value = 0;
  std::string_view meaning;
};

/// The pattern that `value` is, or is near to: a member of an object that a filled pointer leads to lies up
/// to 64 KiB above it (or below, behind a negative offset).
std::optional<FillPattern> find_fill_pattern(std::uint64_t value);

}  // namespace dumplab::diagnose
