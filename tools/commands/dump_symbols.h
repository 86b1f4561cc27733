// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "symbols/search_path.h"

namespace dumplab::commands {

/// Where the symbols of a dump are looked for: the folders given, the dump's own, the guest programs'.
symbols::SearchPath symbols_for(const std::string& dump, const std::vector<std::string>& folders);

}  // namespace dumplab::commands
