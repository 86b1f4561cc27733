// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dumplab/result.h"
#include "exercise/evidence.h"
#include "exercise/paper.h"
#include "scenario/capture_rule.h"

namespace dumplab::exercise {

/// One run of an exercise's program, for one dump.
struct Part {
  scenario::Configuration configuration = {};        ///< in the place of what the seed picks
  std::vector<scenario::CaptureRule> captures = {};  ///< none: the scenario's own
};

/// The runs of the exercise `word` (of exercises.def) with this seed: one dump each, in the sheet's order.
std::vector<Part> parts_of(std::string_view word, std::uint64_t seed);

/// The questions on the dumps of all parts; keys and near misses are canonical. kMalformed when this instance
/// does not ask what it should: another seed has to be taken.
Result<Paper> set_paper(std::string_view word, std::span<const Evidence> parts);

/// Of an exercise with one dump.
std::vector<Part> parts_of_one_run(std::uint64_t seed);

// What src/lab/exercise/<word>.cpp defines, the runs where there are several. An Error says why this instance
// is no good exercise.
#define EXERCISE(Card, word, runs, title)                \
  std::vector<Part> parts_of_##runs(std::uint64_t seed); \
  Result<Paper> ask_##word(std::span<const Evidence> parts);
#include "question/exercises.def"
#undef EXERCISE

}  // namespace dumplab::exercise
