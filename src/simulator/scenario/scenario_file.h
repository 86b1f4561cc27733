// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::scenario {

/// A value of the program's configuration file that the seed picks: a number of a range or one of some words.
struct ConfigurationValue {
  std::string key;
  std::int64_t min = 0, max = 0;
  std::vector<std::string> words;  ///< not empty: one of these
};

/// scenario.json.
struct ScenarioFile {
  std::string title;
  std::string directory;              ///< on the simulated disk
  std::string program;                ///< file name of the EXE
  std::vector<std::string> modules;   ///< files of a variant that go into `directory`
  std::vector<std::string> variants;  ///< prebuilt ones; the seed picks
  std::string capture;                ///< "hang": the first fault or hang; else a rule of capture_rule.h
  std::string pattern;                ///< what goes wrong, a word of planted_patterns.def; never on the disk
  std::string configuration_file, configuration_section;
  std::vector<ConfigurationValue> values;
};

Result<ScenarioFile> read_scenario_file(const std::filesystem::path& path);

/// Value by key.
using Configuration = std::map<std::string, std::string>;

/// What one seed picks.
Configuration pick_configuration(const ScenarioFile& scenario, std::uint64_t seed);
/// The text of the configuration file, in the order of `scenario.values`.
std::string configuration_text(const ScenarioFile& scenario, const Configuration& configuration);

}  // namespace dumplab::scenario
