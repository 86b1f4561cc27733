// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "dumplab/result.h"
#include "question/exercise_list.h"

namespace dumplab::classroom {

struct Student {
  std::string id, name;
};

/// A file with the columns id and name. An id names a folder: letters, digits, '.', '-', '_', 64 at most, no
/// '.' in front; each once.
Result<std::vector<Student>> read_roster(const std::filesystem::path& path);

/// What students answered: by student, exercise (card) and question.
struct ClassAnswers {
  using OfExercise = std::map<std::string, std::string>;  ///< question -> as it was written
  using OfStudent = std::map<std::string, OfExercise>;    ///< card -> answers
  std::map<std::string, OfStudent> students;
};

/// A file with the columns id, exercise (card or name), question, answer. Of two answers to one question the
/// later counts.
Result<ClassAnswers> read_answers(const std::filesystem::path& path);

/// "X01,deadlock": cards or names; "all": every exercise.
Result<std::vector<const question::ExerciseName*>> parse_exercises(std::string_view text);

}  // namespace dumplab::classroom
