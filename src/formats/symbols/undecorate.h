// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dumplab::symbols {

/// A C++ name as debuggers show it: `?area@Square@@UBEHXZ` of Visual C++ and `_ZNK6Square4areaEv` of GCC are
/// `Square::area`, without return type, parameters and the words class and struct. Other names, and those
/// that cannot be read or are too long to be, are given back as they are.
std::string undecorate_cpp_name(std::string_view name);

}  // namespace dumplab::symbols
