// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace dumplab::shell {

/// "(Win32) 0x2 (2) - The system cannot find the file specified"
std::string win32_error_text(std::uint32_t code);
/// "(NTSTATUS) 0xc0000034 - Object name not found"
std::string status_text(std::uint32_t code);

}  // namespace dumplab::shell
