// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dumplab::snapshot {

/// MINIDUMP_TYPE's bits, from dump_types.def.
namespace dump_type {
#define DUMP_TYPE(bit, Name, word) inline constexpr std::uint64_t k##Name = bit;
#include "snapshot/dump_types.def"
#undef DUMP_TYPE
/// What is defined; other bits are refused.
inline constexpr std::uint64_t kValidMask = 0x1fffff;
}  // namespace dump_type

/// "full", "mini", "normal", a number (0x1826), or words of dump_types.def joined by '+'.
std::optional<std::uint64_t> parse_dump_type(std::string_view text);

}  // namespace dumplab::snapshot
