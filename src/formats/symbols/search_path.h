// SPDX-License-Identifier: MIT
#pragma once

#include "symbols/pdb.h"

namespace dumplab::symbols {

/// Where PDBs are looked for, in order: each folder flat (NAME.pdb), as a symbol store
/// (NAME.pdb/GUIDAGE/NAME.pdb), and the subfolders of the guest folder.
class SearchPath {
 public:
  void add_folder(std::filesystem::path folder) { folders_.push_back(std::move(folder)); }
  /// A folder whose subfolders are searched too.
  void add_tree(const std::filesystem::path& root);

  /// The PDB named `name` whose GUID and age match; nullptr when there is none. `mismatch` tells of files of that
  /// name that belong to another build.
  std::unique_ptr<Pdb> find_pdb(const std::string& name, const PdbIdentity& identity,
                                std::vector<std::string>* mismatch = nullptr) const;

 private:
  std::vector<std::filesystem::path> folders_;
};

}  // namespace dumplab::symbols
