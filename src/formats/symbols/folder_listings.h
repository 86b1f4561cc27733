// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dumplab::symbols {

/// What lies in folders, each listed once, by name whatever its case. Not thread safe.
class FolderListings {
 public:
  /// The entries of `folder` named `name`, sorted. None when the folder cannot be read.
  std::vector<std::filesystem::path> find(const std::filesystem::path& folder, const std::string& name);
  /// Those that are files.
  std::vector<std::filesystem::path> find_files(const std::filesystem::path& folder, const std::string& name);

 private:
  using Names = std::multimap<std::string, std::string>;  ///< lower case -> as it is
  std::map<std::string, Names> folders_;
};

}  // namespace dumplab::symbols
