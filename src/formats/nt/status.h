// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dumplab::nt {

/// NTSTATUS values by their names without "STATUS_", from statuses.def.
enum class Status : std::uint32_t {
#define STATUS(code, Name, text) k##Name = code,
#include "nt/statuses.def"
#undef STATUS
};

constexpr std::uint32_t code(Status status) { return static_cast<std::uint32_t>(status); }
constexpr bool succeeded(Status status) { return code(status) < 0x80000000; }

/// "Access violation"; empty for a code that is not in the table.
std::string_view describe_status(std::uint32_t code);

}  // namespace dumplab::nt
