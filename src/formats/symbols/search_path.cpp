// SPDX-License-Identifier: MIT
#include "symbols/search_path.h"

#include <dirent.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <memory>

#include "base/text.h"

namespace dumplab::symbols {
namespace {

namespace fs = std::filesystem;

constexpr int kTreeDepth = 6;

/// NAME, then STORE/ID/NAME.
std::vector<fs::path> files_in_folder(FolderListings& listings, const fs::path& folder,
                                      const std::string& name, const std::string& store,
                                      const std::string& id) {
  std::vector<fs::path> found = listings.find_files(folder, name);
  for (const fs::path& builds : listings.find(folder, store))
    for (const fs::path& build : listings.find(builds, id))
      for (fs::path& file : listings.find_files(build, name)) found.push_back(std::move(file));
  return found;
}

std::string without_ending(const std::string& name, std::string_view ending) {
  if (lower(name).ends_with(ending)) return name.substr(0, name.size() - ending.size());
  return name;
}

/// "GUID age N" of a debug id that is a GUID and an age, both in hex.
std::string build_of(const std::string& id) {
  constexpr std::size_t kGuidDigits = 32;
  std::uint32_t age = 0;
  if (id.size() <= kGuidDigits) return id;
  const char* end = id.data() + id.size();
  if (const auto [stop, error] = std::from_chars(id.data() + kGuidDigits, end, age, 16);
      error != std::errc() || stop != end)
    return id;
  return fmt::format("{} age {}", id.substr(0, kGuidDigits), age);
}

std::string other_build(const SymFile& sym, const std::string& id) {
  const std::string& found = sym.module().debug_id;
  return lower(found) == lower(id) ? "" : fmt::format("is of another build ({})", build_of(found));
}

std::string other_code(const SymFile& sym, const std::string& id) {
  if (sym.code_id().empty()) return "has no code id to compare";
  return lower(sym.code_id()) == lower(id) ? ""
                                           : fmt::format("is of another build (code id {})", sym.code_id());
}

/// Says of a file that was passed over why; nothing of those in trees.
void note(std::vector<std::string>* mismatch, bool from_tree, const fs::path& path, const std::string& name,
          const std::string& what) {
  if (mismatch && !from_tree)
    mismatch->push_back(fmt::format("{} in {} {}", name, path.parent_path().string(), what));
}

}  // namespace

std::vector<fs::path> SearchPath::folders() const {
  std::vector<fs::path> all;
  for (const Place& place : places_) all.push_back(place.folder);
  return all;
}

void SearchPath::add_tree(const fs::path& root) {
  Index index;
  const std::function<void(const std::string&, int)> list = [&](const std::string& folder, int depth) {
    // readdir says what an entry is; asking for each costs more than all the rest.
    const std::unique_ptr<DIR, int (*)(DIR*)> open(opendir(folder.c_str()), &closedir);
    while (const dirent* entry = open ? readdir(open.get()) : nullptr) {
      const std::string name = entry->d_name, path = folder + "/" + name;
      const bool is_folder =
          entry->d_type == DT_DIR || (entry->d_type == DT_UNKNOWN && fs::is_directory(path));
      if (!is_folder)
        index[lower(name)].push_back(path);
      else if (depth < kTreeDepth && name != "." && name != "..")
        list(path, depth + 1);
    }
  };
  list(root.string(), 0);
  for (auto& [name, paths] : index) std::sort(paths.begin(), paths.end());
  places_.push_back({root, std::move(index)});
}

std::vector<SearchPath::Candidate> SearchPath::candidates(const std::string& name, const std::string& store,
                                                          const std::string& store_id) const {
  std::vector<Candidate> found;
  for (const Place& place : places_) {
    if (!place.tree) {
      for (fs::path& path : files_in_folder(listings_, place.folder, name, store, store_id))
        found.push_back({std::move(path), false});
    } else if (const auto row = place.tree->find(lower(name)); row != place.tree->end()) {
      for (const std::string& path : row->second) found.push_back({path, true});
    }
  }
  return found;
}

std::vector<fs::path> SearchPath::find_files(const std::string& name, const std::string& store_id) const {
  std::vector<fs::path> files;
  for (Candidate& candidate : candidates(name, name, store_id)) files.push_back(std::move(candidate.path));
  return files;
}

std::unique_ptr<Pdb> SearchPath::find_pdb(const std::string& name, const PdbIdentity& identity,
                                          std::vector<std::string>* mismatch) const {
  for (const Candidate& candidate : candidates(name, name, debug_id(identity))) {
    const auto found = Pdb::identity_of(candidate.path);
    if (found && *found != identity) {
      note(mismatch, candidate.from_tree, candidate.path, name,
           fmt::format("is of another build ({})", build_of(debug_id(*found))));
      continue;
    }
    auto pdb = found ? Pdb::open(candidate.path) : tl::unexpected(found.error());
    if (pdb) return std::move(*pdb);
    note(mismatch, candidate.from_tree, candidate.path, name, "cannot be read: " + pdb.error().what);
  }
  return nullptr;
}

std::unique_ptr<SymFile> SearchPath::find_sym(const std::vector<Candidate>& candidates, const std::string& id,
                                              Objection objection, std::vector<std::string>* mismatch) const {
  for (const Candidate& candidate : candidates) {
    const std::string name = candidate.path.filename().string();
    auto sym = SymFile::open(candidate.path);
    const std::string what = sym ? objection(**sym, id) : "cannot be read: " + sym.error().what;
    if (what.empty()) return std::move(*sym);
    note(mismatch, candidate.from_tree, candidate.path, name, what);
  }
  return nullptr;
}

std::unique_ptr<SymFile> SearchPath::find_sym(const std::string& pdb_name, const std::string& debug_id,
                                              std::vector<std::string>* mismatch) const {
  const std::string name = without_ending(pdb_name, ".pdb") + ".sym";
  return find_sym(candidates(name, pdb_name, debug_id), debug_id, other_build, mismatch);
}

std::unique_ptr<SymFile> SearchPath::find_sym_by_code_id(const std::string& module_name,
                                                         const std::string& code_id,
                                                         std::vector<std::string>* mismatch) const {
  const std::string stem = module_name.substr(0, module_name.rfind('.'));
  auto sym = find_sym(candidates(stem + ".sym", stem, code_id), code_id, other_code, mismatch);
  if (sym || stem == module_name) return sym;
  return find_sym(candidates(module_name + ".sym", module_name, code_id), code_id, other_code, mismatch);
}

}  // namespace dumplab::symbols
