// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dumplab {

/// The project's version, from CMakeLists.txt.
inline constexpr std::string_view kVersion = DUMPLAB_VERSION;

}  // namespace dumplab
