// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace dumplab::bench {

/// Writes the .sym file of every PDB in `folder` into a symbol store.
void add_to_store(const std::filesystem::path& store, const std::filesystem::path& folder);

}  // namespace dumplab::bench
