// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace dumplab::nt {

/// "The file cannot be found"; empty for a code that is not in win32_errors.def.
std::string_view describe_win32_error(std::uint32_t code);

}  // namespace dumplab::nt
