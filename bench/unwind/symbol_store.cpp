// SPDX-License-Identifier: MIT
#include "symbol_store.h"

#include "base/files.h"
#include "symbols/breakpad_sym.h"

namespace dumplab::bench {

void add_to_store(const std::filesystem::path& store, const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto& path = entry.path();
    if (path.extension() != ".pdb") continue;
    const auto pdb = symbols::Pdb::open(path);
    if (!pdb) continue;
    const auto place = store / path.filename() / symbols::debug_id((*pdb)->identity());
    std::filesystem::create_directories(place);
    (void)write_text_file(place / path.filename().replace_extension(".sym"),
                          symbols::to_breakpad_sym(**pdb, path.filename().string()));
  }
}

void copy_module_files(const std::filesystem::path& folder, const std::filesystem::path& target) {
  std::filesystem::create_directories(target);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".exe" || extension == ".dll")
      std::filesystem::copy_file(entry.path(), target / entry.path().filename(),
                                 std::filesystem::copy_options::overwrite_existing);
  }
}

}  // namespace dumplab::bench
