// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "dumplab/snapshot.h"
#include "symbols/search_path.h"

namespace dumplab::structures {

/// A module's image from a file of the search path, laid out and relocated as the module is. The file must be
/// of the same build: time stamp, image size and CodeView record (where the dump has one) agree. Empty when
/// there is none.
std::vector<std::byte> read_module_file(const symbols::SearchPath& search, const std::string& name,
                                        const Module& module);

}  // namespace dumplab::structures
