// SPDX-License-Identifier: MIT
#include "symbols/search_path.h"

#include <fmt/format.h>

#include <algorithm>

namespace dumplab::symbols {
namespace {

namespace fs = std::filesystem;

constexpr int kTreeDepth = 6;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  return text;
}

/// What lies in `folder` under `name`, whatever its case; sorted. Nothing when the folder cannot be read.
std::vector<fs::path> entries_named(const fs::path& folder, const std::string& name) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (lower(it->path().filename().string()) == lower(name)) found.push_back(it->path());
  std::sort(found.begin(), found.end());
  return found;
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::vector<fs::path> files_named(const fs::path& folder, const std::string& name) {
  auto found = entries_named(folder, name);
  std::erase_if(found, [](const fs::path& path) { return !is_file(path); });
  return found;
}

/// NAME.pdb, then NAME.pdb/GUIDAGE/NAME.pdb.
std::vector<fs::path> files_in_folder(const fs::path& folder, const std::string& name,
                                      const std::string& id) {
  std::vector<fs::path> found = files_named(folder, name);
  for (const fs::path& store : entries_named(folder, name))
    for (const fs::path& build : entries_named(store, id))
      for (fs::path& file : files_named(build, name)) found.push_back(std::move(file));
  return found;
}

}  // namespace

void SearchPath::add_tree(const fs::path& root) {
  Index index;
  std::error_code error;
  fs::recursive_directory_iterator it(root, fs::directory_options::skip_permission_denied, error), end;
  for (; !error && it != end; it.increment(error)) {
    if (it.depth() >= kTreeDepth) it.disable_recursion_pending();
    if (is_file(it->path())) index[lower(it->path().filename().string())].push_back(it->path());
  }
  for (auto& [name, paths] : index) std::sort(paths.begin(), paths.end());
  places_.push_back({root, std::move(index)});
}

std::vector<SearchPath::Candidate> SearchPath::candidates(const std::string& name,
                                                          const std::string& store_id) const {
  std::vector<Candidate> found;
  for (const Place& place : places_) {
    if (!place.tree) {
      for (fs::path& path : files_in_folder(place.folder, name, store_id))
        found.push_back({std::move(path), false});
    } else if (const auto row = place.tree->find(lower(name)); row != place.tree->end()) {
      for (const fs::path& path : row->second) found.push_back({path, true});
    }
  }
  return found;
}

std::vector<fs::path> SearchPath::find_files(const std::string& name, const std::string& store_id) const {
  std::vector<fs::path> files;
  for (Candidate& candidate : candidates(name, store_id)) files.push_back(std::move(candidate.path));
  return files;
}

std::unique_ptr<Pdb> SearchPath::find_pdb(const std::string& name, const PdbIdentity& identity,
                                          std::vector<std::string>* mismatch) const {
  for (const Candidate& candidate : candidates(name, debug_id(identity))) {
    const auto note = [&](const std::string& what) {
      if (mismatch && !candidate.from_tree)
        mismatch->push_back(fmt::format("{} in {} {}", name, candidate.path.parent_path().string(), what));
    };
    auto pdb = Pdb::open(candidate.path);
    if (!pdb) {
      note("cannot be read: " + pdb.error().what);
      continue;
    }
    const PdbIdentity& found = (*pdb)->identity();
    if (found == identity) return std::move(*pdb);
    const std::string id = debug_id(found);
    constexpr std::size_t kGuidDigits = 32;
    note(fmt::format("is of another build ({} age {})", id.substr(0, kGuidDigits), found.age));
  }
  return nullptr;
}

}  // namespace dumplab::symbols
