// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace dumplab::bench {

/// Writes the .sym file of every PDB in `folder` into a symbol store.
void add_to_store(const std::filesystem::path& store, const std::filesystem::path& folder);

/// Copies the EXEs and DLLs of `folder` to another one.
void copy_module_files(const std::filesystem::path& folder, const std::filesystem::path& target);

}  // namespace dumplab::bench
