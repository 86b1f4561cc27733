// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "dumplab/result.h"
#include "scenario/guest_set.h"

namespace dumplab::corpus {

/// Tells how far long work has come: steps done, steps in all, what the step was about.
using Progress = std::function<void(std::size_t done, std::size_t all, const std::string& what)>;

struct StateRequest {
  std::vector<std::string> scenarios;
  std::uint64_t first_seed = 1, last_seed = 1;
};

/// Runs every scenario with every seed to its capture and writes, below `folder`, SCENARIO/SEED/ with
/// truth.json and, for each profile (full, mini), facts and the state in dumplab's own encoding and all
/// others.
Result<void> build_states(const scenario::GuestSet& guest, const StateRequest& request,
                          const std::filesystem::path& folder, const Progress& progress);

}  // namespace dumplab::corpus
