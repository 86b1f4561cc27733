// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace dumplab::shell {

/// "{5A9832E5-2872-41C1-838E-D98914E9B7FF}" of a GUID as stored.
std::string guid_text(const std::array<std::uint8_t, 16>& guid);

/// "I386", "X64"; "unknown".
const char* machine_word(std::uint16_t machine);

}  // namespace dumplab::shell
