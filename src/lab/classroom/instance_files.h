// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "classroom/making.h"
#include "classroom/ticket.h"

namespace dumplab::classroom {

/// A file that a student gets; its name is relative to the instance's folder.
struct InstanceFile {
  std::string name;
  std::vector<std::byte> bytes;
};

/// dump.dmp (or dump1.dmp, ...), check.json and sheet.md of an instance; always the same bytes.
struct InstanceFiles {
  std::vector<InstanceFile> files;
  bool has_check = true;  ///< false: the answers are too easy to guess
};
/// `symbols` as in make_sheet().
Result<InstanceFiles> make_files(const Made& made, const Ticket& ticket, const std::string& guest_set,
                                 const std::string& symbols);

/// Writes them into a new folder, which appears under its name when it is complete. kIo when it exists.
Result<void> write_folder(const std::vector<InstanceFile>& files, const std::filesystem::path& folder);
/// The names of the files that are not there, or have other bytes.
Result<std::vector<std::string>> find_differences(const std::vector<InstanceFile>& files,
                                                  const std::filesystem::path& folder);

/// Images and PDBs side by side, as files of `folder`: "symbols/Orders.pdb".
Result<std::vector<InstanceFile>> read_modules(const Made& made, const std::string& folder);
/// Puts the PDBs into a symbol store, each once.
Result<void> add_to_store(const Made& made, const std::filesystem::path& store);

}  // namespace dumplab::classroom
