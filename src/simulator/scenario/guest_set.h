// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::scenario {

/// One scenario of the guest folder.
struct ScenarioSummary {
  std::string name, title;
};

/// The folder with the guest programs: system/ and scenarios/<name>/<variant>/.
struct GuestSet {
  /// $DUMPLAB_GUEST, `installed`, or else share/dumplab/guest beside the program's bin folder. kIo names what
  /// was looked for.
  static Result<GuestSet> find(const std::filesystem::path& installed = {});

  /// In alphabetical order.
  std::vector<ScenarioSummary> scenarios() const;

  std::filesystem::path folder;
  std::string sha256;  ///< over all images and PDBs of the set
};

}  // namespace dumplab::scenario
