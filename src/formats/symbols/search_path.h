// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "symbols/folder_listings.h"
#include "symbols/pdb.h"
#include "symbols/sym_file.h"

namespace dumplab::symbols {

/// Where PDBs, .sym files and module files are looked for, in order: each folder flat (NAME.pdb), as a symbol
/// store (NAME.pdb/GUIDAGE/NAME.pdb, NAME.pdb/GUIDAGE/NAME.sym), and the subfolders of the guest folder. File
/// names are compared without case.
class SearchPath {
 public:
  void add_folder(std::filesystem::path folder) { places_.push_back({std::move(folder), std::nullopt}); }
  /// A folder whose subfolders are searched too, six levels deep; what lies there is listed now. Files of the
  /// wrong build are expected there and are no mismatch.
  void add_tree(const std::filesystem::path& root);

  /// Every place that is searched, in order.
  std::vector<std::filesystem::path> folders() const;

  /// Every file of that name, in the order of the places; `store_id` is the middle folder of a symbol store.
  std::vector<std::filesystem::path> find_files(const std::string& name, const std::string& store_id) const;

  /// The PDB named `name` whose GUID and age match; nullptr when there is none. `mismatch` tells of files of
  /// that name that belong to another build or cannot be read.
  std::unique_ptr<Pdb> find_pdb(const std::string& name, const PdbIdentity& identity,
                                std::vector<std::string>* mismatch = nullptr) const;

  /// The .sym file of the PDB `pdb_name` whose MODULE line has this debug id; `mismatch` as above.
  std::unique_ptr<SymFile> find_sym(const std::string& pdb_name, const std::string& debug_id,
                                    std::vector<std::string>* mismatch = nullptr) const;

  /// For a module without a PDB: NAME.sym, or FILE.sym with FILE the whole file name, whose code id is this
  /// one.
  std::unique_ptr<SymFile> find_sym_by_code_id(const std::string& module_name, const std::string& code_id,
                                               std::vector<std::string>* mismatch = nullptr) const;

 private:
  using Index = std::map<std::string, std::vector<std::string>>;  // lower-case file name -> files
  struct Place {
    std::filesystem::path folder;
    std::optional<Index> tree;
  };
  struct Candidate {
    std::filesystem::path path;
    bool from_tree;
  };
  /// What a file that was found is not, in words; empty: it is the one.
  using Objection = std::string (*)(const SymFile& sym, const std::string& id);
  std::vector<Candidate> candidates(const std::string& name, const std::string& store,
                                    const std::string& store_id) const;
  std::unique_ptr<SymFile> find_sym(const std::vector<Candidate>& candidates, const std::string& id,
                                    Objection objection, std::vector<std::string>* mismatch) const;

  std::vector<Place> places_;
  mutable FolderListings listings_;
};

}  // namespace dumplab::symbols
