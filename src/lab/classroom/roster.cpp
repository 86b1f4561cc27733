// SPDX-License-Identifier: MIT
#include "classroom/roster.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/try.h"
#include "classroom/csv.h"
#include "question/answer_text.h"

namespace dumplab::classroom {
namespace {

bool is_id(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '-' || c == '_';
  };
  return !text.empty() && text.size() <= kLongest && !text.starts_with('.') &&
         std::all_of(text.begin(), text.end(), is_plain);
}

tl::unexpected<Error> bad(const Csv::Row& row, std::string_view what) {
  return fail(ErrorKind::kMalformed, 0, fmt::format("line {}: {}", row.line, what));
}

}  // namespace

Result<std::vector<Student>> read_roster(const std::filesystem::path& path) {
  DUMPLAB_TRY(const Csv csv, read_csv(path, {"id", "name"}));
  std::vector<Student> students;
  std::set<std::string> ids;
  for (const Csv::Row& row : csv.rows) {
    Student student{row.fields[0], row.fields[1]};
    if (!is_id(student.id))
      return bad(row, "an id has 1 to 64 letters, digits, '.', '-' and '_', no '.' in front");
    if (!ids.insert(student.id).second) return bad(row, "the id " + student.id + " a second time");
    students.push_back(std::move(student));
  }
  if (students.empty()) return fail(ErrorKind::kMalformed, 0, "no student");
  return students;
}

Result<ClassAnswers> read_answers(const std::filesystem::path& path) {
  DUMPLAB_TRY(const Csv csv, read_csv(path, {"id", "exercise", "question", "answer"}));
  ClassAnswers answers;
  for (const Csv::Row& row : csv.rows) {
    if (!is_id(row.fields[0])) return bad(row, "no id");
    const question::ExerciseName* exercise = question::find_exercise(row.fields[1]);
    if (!exercise) return bad(row, "there is no exercise " + row.fields[1]);
    answers.students[row.fields[0]][std::string(exercise->card)][row.fields[2]] = row.fields[3];
  }
  return answers;
}

Result<std::vector<const question::ExerciseName*>> parse_exercises(std::string_view text) {
  std::vector<const question::ExerciseName*> exercises;
  if (text == "all") {
    for (const question::ExerciseName& exercise : question::all_exercises()) exercises.push_back(&exercise);
    return exercises;
  }
  DUMPLAB_TRY(const auto words, question::split_list(text));
  for (const std::string_view word : words) {
    const question::ExerciseName* exercise = question::find_exercise(word);
    if (!exercise) return fail(ErrorKind::kMalformed, 0, fmt::format("there is no exercise {}", word));
    if (std::find(exercises.begin(), exercises.end(), exercise) == exercises.end())
      exercises.push_back(exercise);
  }
  if (exercises.empty()) return fail(ErrorKind::kMalformed, 0, "no exercise");
  return exercises;
}

}  // namespace dumplab::classroom
