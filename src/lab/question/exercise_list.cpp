// SPDX-License-Identifier: MIT
#include "question/exercise_list.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace dumplab::question {
namespace {

constexpr auto kExercises = std::to_array<ExerciseName>({
#define EXERCISE(Card, word, runs, title) {#Card, #word, title},
#include "question/exercises.def"
#undef EXERCISE
});

}  // namespace

std::string ExerciseName::name() const {
  std::string result(word);
  std::replace(result.begin(), result.end(), '_', '-');
  return result;
}

std::span<const ExerciseName> all_exercises() { return kExercises; }

const ExerciseName* find_exercise(std::string_view card_or_name) {
  const std::string wanted = lower(std::string(card_or_name));
  const auto found = std::find_if(kExercises.begin(), kExercises.end(), [&](const ExerciseName& exercise) {
    return lower(std::string(exercise.card)) == wanted || exercise.name() == wanted;
  });
  return found == kExercises.end() ? nullptr : &*found;
}

}  // namespace dumplab::question
