// SPDX-License-Identifier: MIT
#include "scenario/guest_set.h"

#include <algorithm>
#include <cstdlib>

#include "base/files.h"
#include "base/try.h"
#include "scenario/scenario_file.h"

namespace dumplab::scenario {

namespace fs = std::filesystem;

Result<GuestSet> GuestSet::find(const fs::path& installed) {
  GuestSet set;
  if (const char* chosen = std::getenv("DUMPLAB_GUEST")) {
    set.folder = chosen;
  } else if (!installed.empty()) {
    set.folder = installed;
  } else {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    set.folder = program.parent_path().parent_path() / "share/dumplab/guest";
  }
  auto hash = read_text_file(set.folder / "set.sha256");
  if (!hash)
    return fail(ErrorKind::kIo, 0,
                "no guest programs in " + set.folder.string() + " (DUMPLAB_GUEST names the folder)");
  set.sha256 = hash->substr(0, hash->find_first_of(" \r\n"));
  return set;
}

std::vector<ScenarioSummary> GuestSet::scenarios() const {
  std::vector<ScenarioSummary> result;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder / "scenarios", error)) {
    const auto file = read_scenario_file(entry.path() / "scenario.json");
    if (file) result.push_back({entry.path().filename().string(), file->title});
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return result;
}

}  // namespace dumplab::scenario
