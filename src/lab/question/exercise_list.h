// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dumplab::question {

/// A row of exercises.def.
struct ExerciseName {
  std::string_view card;     ///< "X01"
  std::string_view word;     ///< "null_pointer"
  std::string_view title;    ///< for everybody
  std::string name() const;  ///< of the scenario: "null-pointer"
};

std::span<const ExerciseName> all_exercises();
/// By card or name, in any case; null when there is none.
const ExerciseName* find_exercise(std::string_view card_or_name);

}  // namespace dumplab::question
