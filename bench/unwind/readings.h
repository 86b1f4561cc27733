// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "score.h"

namespace dumplab::bench {

/// A dump and what it shows in truth.
struct Sample {
  std::string name;
  std::filesystem::path dump;
  std::vector<std::uint32_t> threads;  ///< ids in the dump's order
  Stacks truth;
  std::map<std::uint32_t, std::vector<std::string>> words;  ///< of each frame of `truth`
};

/// What readers may use besides the dump.
struct Materials {
  std::vector<std::filesystem::path> folders;  ///< PDBs and module files
  std::filesystem::path store;                 ///< .sym files of the same; empty: none
};

struct OurReading {
  Stacks stacks;
  std::map<std::uint32_t, std::vector<std::string>> words;  ///< of each frame: how it was found, its place
};

/// The frames that our walk finds. An unreadable dump has none.
OurReading read_ours(const Sample& sample, const Materials& materials);

}  // namespace dumplab::bench
