// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "shell/target.h"

namespace dumplab::shell {

/// The process's variables as "NAME=value", in their order, as far as the dump has them.
std::vector<std::string> read_environment(const Target& target);

}  // namespace dumplab::shell
