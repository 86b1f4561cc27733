// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace dumplab::x86 {

/// The flags that a directory or table entry has set, "P RW US A D"; "none".
std::string flags_text(std::uint32_t entry);

}  // namespace dumplab::x86
