// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "dumplab/result.h"
#include "exercise/exercise.h"
#include "question/exercise_list.h"
#include "scenario/guest_set.h"
#include "solution/shell_debugger.h"

namespace dumplab::classroom {

/// A question and how it was solved.
struct Solved {
  std::vector<solution::Step> steps;
  std::string_view stream;  ///< what of a dump it needs besides threads, modules and memory; may be empty
  std::string naive;        ///< canonical; what a glance would have said, where that is wrong; else empty
};

/// An instance of an exercise, proven: its solution finds what the machine knows, and nothing else.
struct Made {
  const question::ExerciseName* exercise = nullptr;
  unsigned attempts = 1;                            ///< seeds that were tried
  std::vector<exercise::Evidence> evidence;         ///< of each dump
  std::vector<std::vector<std::byte>> dumps;        ///< files
  std::vector<std::filesystem::path> module_files;  ///< images and PDBs of the dumps' modules, on the host
  exercise::Paper paper;
  std::vector<Solved> solved;  ///< as paper.questions
  unsigned level = 1;          ///< by the longest of the solutions: up to 3 commands 1, up to 8 2, above 3
};

/// Most seeds that are tried for one instance.
inline constexpr unsigned kMostAttempts = 50;

/// The instance that begins with `seed`: when it is no good exercise, seeds that follow from it are tried.
/// Fails where a solution differs from the truth, or no seed is good.
Result<Made> make(const question::ExerciseName& exercise, std::uint64_t seed,
                  const scenario::GuestSet& guest);

}  // namespace dumplab::classroom
