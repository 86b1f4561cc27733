// SPDX-License-Identifier: MIT
#include "commands/dump_symbols.h"

#include <filesystem>

#include "scenario/guest_set.h"

namespace dumplab::commands {

symbols::SearchPath symbols_for(const std::string& dump, const std::vector<std::string>& folders) {
  symbols::SearchPath search;
  for (const std::string& folder : folders) search.add_folder(folder);
  search.add_folder(std::filesystem::absolute(dump).parent_path());
  if (const auto guest = scenario::GuestSet::find())
    for (const char* part : {"system", "scenarios", "labs", "deck"}) search.add_tree(guest->folder / part);
  return search;
}

}  // namespace dumplab::commands
