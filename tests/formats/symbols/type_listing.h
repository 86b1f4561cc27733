// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dumplab::test {

/// The types of a PDB as `llvm-pdbutil-14 dump -types` prints them.
struct TypeListing {
  struct Field {
    std::string name;
    unsigned type = 0, offset = 0;
  };
  struct Record {
    std::string kind, name;
    unsigned fields = 0;  ///< index, 0 without a definition
    unsigned size = 0;
    // Of a field list:
    unsigned continuation = 0;
    std::vector<Field> members;
    std::vector<std::pair<std::string, long>> values;
  };
  explicit TypeListing(const std::filesystem::path& pdb);
  /// The field list with those that continue it.
  Record whole_list(unsigned index) const;
  /// What its argument lists call a type, or "".
  std::string name_of(unsigned index) const;

  bool ran = false;
  std::map<unsigned, Record> records;
  std::map<unsigned, std::string> names;
};

}  // namespace dumplab::test
