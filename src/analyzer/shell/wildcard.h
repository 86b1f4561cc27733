// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dumplab::shell {

/// Whether `text` matches `pattern` with * and ?, without regard to the case of ASCII letters.
bool matches(std::string_view pattern, std::string_view text);

bool equal_without_case(std::string_view a, std::string_view b);

}  // namespace dumplab::shell
