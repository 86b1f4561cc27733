// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace dumplab::nt {

/// What the first parameter of a C0000409 says.
struct FastFail {
  std::string_view name, what;  ///< "FAST_FAIL_INVALID_ARG", "an argument was refused"
};

/// Empty members for a code that is not in fast_fails.def.
FastFail describe_fast_fail(std::uint64_t code);

}  // namespace dumplab::nt
