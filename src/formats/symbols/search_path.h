// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "symbols/pdb.h"

namespace dumplab::symbols {

/// Where PDBs and module files are looked for, in order: each folder flat (NAME.pdb), as a symbol store
/// (NAME.pdb/GUIDAGE/NAME.pdb), and the subfolders of the guest folder. File names are compared without case.
class SearchPath {
 public:
  void add_folder(std::filesystem::path folder) { places_.push_back({std::move(folder), std::nullopt}); }
  /// A folder whose subfolders are searched too, six levels deep; what lies there is listed now. Files of the
  /// wrong build are expected there and are no mismatch.
  void add_tree(const std::filesystem::path& root);

  /// Every file of that name, in the order of the places; `store_id` is the middle folder of a symbol store.
  std::vector<std::filesystem::path> find_files(const std::string& name, const std::string& store_id) const;

  /// The PDB named `name` whose GUID and age match; nullptr when there is none. `mismatch` tells of files of
  /// that name that belong to another build or cannot be read.
  std::unique_ptr<Pdb> find_pdb(const std::string& name, const PdbIdentity& identity,
                                std::vector<std::string>* mismatch = nullptr) const;

 private:
  using Index = std::map<std::string, std::vector<std::filesystem::path>>;  // lower-case file name -> files
  struct Place {
    std::filesystem::path folder;
    std::optional<Index> tree;
  };
  struct Candidate {
    std::filesystem::path path;
    bool from_tree;
  };
  std::vector<Candidate> candidates(const std::string& name, const std::string& store_id) const;

  std::vector<Place> places_;
};

}  // namespace dumplab::symbols
