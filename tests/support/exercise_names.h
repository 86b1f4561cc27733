// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "question/exercise_list.h"

namespace dumplab::question {

/// How gtest shows the parameter.
inline void PrintTo(const ExerciseName& exercise, std::ostream* out) { *out << exercise.card; }

}  // namespace dumplab::question

namespace dumplab::test {

/// For INSTANTIATE_TEST_SUITE_P: all exercises, and what their tests are called.
inline auto every_exercise() {
  const auto all = question::all_exercises();
  return testing::ValuesIn(all.begin(), all.end());
}
inline std::string exercise_word(const testing::TestParamInfo<question::ExerciseName>& info) {
  return std::string(info.param.word);
}

}  // namespace dumplab::test
