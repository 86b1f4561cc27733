// SPDX-License-Identifier: MIT
#include "classroom/opened_dump.h"

#include <fmt/format.h>

#include <set>

#include "base/try.h"
#include "dumplab/dump.h"

namespace dumplab::classroom {

Result<OpenedDumps> open_dumps(const std::vector<std::vector<std::byte>>& files,
                               const std::vector<std::filesystem::path>& module_files) {
  symbols::SearchPath search;
  std::set<std::filesystem::path> folders;
  for (const auto& file : module_files)
    if (folders.insert(file.parent_path()).second) search.add_folder(file.parent_path());
  OpenedDumps opened;
  for (std::size_t i = 0; i < files.size(); ++i) {
    DUMPLAB_TRY(auto dump, Dump::from_bytes(files[i]));
    opened.push_back(std::make_unique<OpenedDump>(std::move(dump), dump_name(i, files.size()), search));
  }
  return opened;
}

std::string dump_name(std::size_t number, std::size_t count) {
  return count == 1 ? "dump.dmp" : fmt::format("dump{}.dmp", number + 1);
}

}  // namespace dumplab::classroom
