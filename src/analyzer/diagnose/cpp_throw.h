// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnose/facts.h"

namespace dumplab::diagnose {

/// What a Visual C++ throw says of the thrown object.
struct CppThrow {
  std::uint64_t object = 0, throw_info = 0;
  std::vector<std::string> types;  ///< what can catch it: its own type first; empty: not in the dump
  std::string message;             ///< of a std::exception, or of a thrown text; empty: none
};

/// Of the fault, in a 32-bit process; empty for other exceptions and for a rethrow (which names no object).
/// Source: MSDN, "Exceptions: what is 0xE06D7363"; the structures of ehdata.h.
std::optional<CppThrow> read_cpp_throw(const Facts& facts);

}  // namespace dumplab::diagnose
