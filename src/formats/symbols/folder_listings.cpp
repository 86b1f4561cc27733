// SPDX-License-Identifier: MIT
#include "symbols/folder_listings.h"

#include <algorithm>

#include "base/text.h"

namespace dumplab::symbols {

namespace fs = std::filesystem;

std::vector<fs::path> FolderListings::find(const fs::path& folder, const std::string& name) {
  const auto [place, is_new] = folders_.try_emplace(folder.native());
  Names& names = place->second;
  if (is_new) {
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      std::string entry = it->path().filename().string();
      names.emplace(lower(entry), std::move(entry));
    }
  }
  std::vector<fs::path> found;
  const auto [first, last] = names.equal_range(lower(name));
  for (auto at = first; at != last; ++at) found.push_back(folder / at->second);
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<fs::path> FolderListings::find_files(const fs::path& folder, const std::string& name) {
  auto found = find(folder, name);
  std::erase_if(found, [](const fs::path& path) {
    std::error_code error;
    return !fs::is_regular_file(path, error);
  });
  return found;
}

}  // namespace dumplab::symbols
