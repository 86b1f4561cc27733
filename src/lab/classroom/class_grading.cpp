// SPDX-License-Identifier: MIT
#include "classroom/class_grading.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "base/files.h"
#include "base/try.h"
#include "classroom/csv.h"
#include "classroom/instance_files.h"
#include "question/answer_type.h"

namespace dumplab::classroom {
namespace {

namespace fs = std::filesystem;

/// Types whose values two students hardly share by chance.
bool is_telling(const exercise::Question& question) {
  using Kind = question::AnswerKind;
  constexpr Kind kTelling[] = {Kind::kAddr,  Kind::kWitness, Kind::kStr, Kind::kBytes,
                               Kind::kTuple, Kind::kBool2,   Kind::kSet, Kind::kSeq};
  const auto type = question::parse_answer_type(question.type);
  constexpr std::uint64_t kManyCandidates = 16;
  return std::find(std::begin(kTelling), std::end(kTelling), type->kind) != std::end(kTelling) &&
         question.candidates >= kManyCandidates;
}

/// Keys of telling questions: card and question -> key -> students who have it.
using Keys = std::map<std::pair<std::string, std::string>, std::map<std::string, std::vector<std::string>>>;

std::vector<Copy> find_copies(const ClassGrades& grades, const Keys& keys) {
  std::vector<Copy> copies;
  for (const auto& [student, exercises] : grades.students)
    for (const auto& [card, questions] : exercises)
      for (const Grade& grade : questions) {
        const auto known = keys.find({card, grade.question});
        if (grade.canonical.empty() || grade.canonical == grade.key || known == keys.end()) continue;
        const auto owners = known->second.find(grade.canonical);
        if (owners == known->second.end()) continue;
        for (const std::string& other : owners->second)
          if (other != student) copies.push_back({student, card, grade.question, grade.answer, other});
      }
  std::sort(copies.begin(), copies.end());
  return copies;
}

/// Text for a cell of a table: no bar and no line end.
std::string markdown_cell(std::string text) {
  for (char& c : text)
    if (c == '|' || c == '`' || c == '\n' || c == '\r') c = ' ';
  return text;
}

std::string feedback(const std::string& student, const std::map<std::string, std::vector<Grade>>& exercises) {
  std::string text = fmt::format("# Feedback for {}\n", student);
  unsigned won = 0, all = 0;
  for (const auto& [card, grades] : exercises) {
    text +=
        fmt::format("\n## {}: {}\n\n| question | answer | | points | key | |\n|---|---|---|---|---|---|\n",
                    card, question::find_exercise(card)->title);
    for (const Grade& grade : grades) {
      text += fmt::format("| {} | {} | {} | {} of {} | `{}` | {} |\n", grade.question,
                          grade.answer.empty() ? "" : "`" + markdown_cell(grade.answer) + "`",
                          word_of(grade.outcome), points_text(grade.thousandths), grade.points,
                          markdown_cell(grade.key), grade.words);
      won += grade.thousandths;
      all += grade.points;
    }
  }
  return text + fmt::format("\n{} of {} points.\n", points_text(won), all);
}

/// The questions of every exercise that some student has, by card.
std::map<std::string, std::set<std::string>> columns_of(const ClassGrades& grades) {
  std::map<std::string, std::set<std::string>> columns;
  for (const auto& [student, exercises] : grades.students)
    for (const auto& [card, questions] : exercises)
      for (const Grade& grade : questions) columns[card].insert(grade.question);
  return columns;
}

/// A question that a student does not have leaves an empty field.
std::string grades_csv(const ClassGrades& grades) {
  const auto columns = columns_of(grades);
  std::vector<std::string> titles = {"id"};
  for (const auto& [card, questions] : columns) {
    for (const std::string& question : questions) titles.push_back(card + "." + question);
    titles.push_back(card);
  }
  titles.insert(titles.end(), {"total", "of"});
  std::string text = csv_line(titles);
  for (const auto& [student, exercises] : grades.students) {
    std::vector<std::string> fields = {student};
    unsigned total = 0, of = 0;
    for (const auto& [card, questions] : columns) {
      unsigned won = 0;
      for (const std::string& question : questions) {
        const auto& list = exercises.at(card);
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const Grade& g) { return g.question == question; });
        fields.push_back(found == list.end() ? "" : points_text(found->thousandths));
        if (found == list.end()) continue;
        won += found->thousandths;
        of += found->points;
      }
      fields.push_back(points_text(won));
      total += won;
    }
    fields.insert(fields.end(), {points_text(total), std::to_string(of)});
    text += csv_line(fields);
  }
  return text;
}

}  // namespace

Result<ClassGrades> grade_class(const ClassPlan& plan, const ClassAnswers& answers,
                                const scenario::GuestSet& guest, const OnProgress& on_progress) {
  ClassGrades grades;
  Keys keys;
  std::mutex mutex;
  std::size_t done = 0;
  const std::size_t count = plan.students.size() * plan.exercises.size();
  const auto work = [&](std::size_t i) -> Result<void> {
    const std::string& student = plan.students[i / plan.exercises.size()];
    const question::ExerciseName& exercise = *plan.exercises[i % plan.exercises.size()];
    const std::string card(exercise.card);
    auto made = make(exercise, plan.exam.ticket(student, exercise).seed(), guest);
    if (!made) return fail(made.error().kind, 0, fmt::format("{}: {}", student, made.error().what));
    DUMPLAB_TRY(auto dumps, open_dumps(made->dumps, made->module_files));
    static const ClassAnswers::OfExercise kNone;
    const auto of_student = answers.students.find(student);
    const auto* given = &kNone;
    if (of_student != answers.students.end())
      if (const auto found = of_student->second.find(card); found != of_student->second.end())
        given = &found->second;
    DUMPLAB_TRY(auto marks, grade(*made, dumps, *given));
    const std::lock_guard lock(mutex);
    for (const exercise::Question& question : made->paper.questions)
      if (is_telling(question)) keys[{card, question.name}][question.key].push_back(student);
    grades.students[student][card] = std::move(marks);
    on_progress(++done, count);
    return {};
  };
  DUMPLAB_TRY_VOID(run_parallel(count, plan.jobs, work));
  grades.copies = find_copies(grades, keys);
  return grades;
}

Result<void> write_grades(const ClassGrades& grades, const fs::path& folder) {
  std::vector<InstanceFile> files;
  const auto add = [&](std::string name, std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    files.push_back({std::move(name), {bytes.begin(), bytes.end()}});
  };
  std::string copies = csv_line({"id", "exercise", "question", "answer", "same as"});
  for (const Copy& copy : grades.copies)
    copies += csv_line({copy.student, copy.card, copy.question, copy.answer, copy.other});
  add("grades.csv", grades_csv(grades));
  add("copies.csv", copies);
  for (const auto& [student, exercises] : grades.students)
    add("feedback/" + student + ".md", feedback(student, exercises));
  return write_folder(files, folder);
}

}  // namespace dumplab::classroom
