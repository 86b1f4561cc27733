// SPDX-License-Identifier: MIT
#include "classroom/grading.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "classroom/nearness.h"
#include "question/answer.h"
#include "solution/solution.h"

namespace dumplab::classroom {
namespace {

using Answers = std::map<std::string, std::string>;  // question -> canonical answer

const solution::Method& method_of(const Made& made, const std::string& question) {
  const auto methods = solution::methods_of(made.exercise->word);
  return *std::find_if(methods.begin(), methods.end(),
                       [&](const solution::Method& m) { return m.question == question; });
}

/// The earlier questions with wrong answers that the method takes up.
std::vector<std::string> wrong_before(const solution::Method& method, const std::vector<Grade>& grades) {
  std::vector<std::string> wrong;
  for (const Grade& grade : grades)
    if (std::find(method.uses.begin(), method.uses.end(), grade.question) != method.uses.end() &&
        !grade.canonical.empty() && grade.canonical != grade.key)
      wrong.push_back(grade.question);
  return wrong;
}

/// Whether somebody who takes `earlier` for right, and looks as the solution does, finds `answer`.
bool follows(const Made& made, OpenedDumps& dumps, const exercise::Question& question, const Answers& earlier,
             const std::string& answer) {
  std::vector<solution::Debugger*> debuggers;
  for (const auto& dump : dumps) debuggers.push_back(&dump->debugger());
  const auto found = method_of(made, question.name).derive({debuggers, question.given, earlier});
  if (!found || found->size() != 1) return false;
  const auto type = question::parse_answer_type(question.type);
  const auto canonical = question::canonical_answer(*type, found->front(), dumps[question.dump]->resolver());
  return canonical && *canonical == answer;
}

Grade grade_one(const Made& made, OpenedDumps& dumps, const exercise::Question& question,
                const std::string& text, const std::vector<Grade>& before, const Answers& earlier) {
  Grade grade{question.name, text, Grade::Outcome::kWrong, 0, question.points, {}, {}, question.key};
  const auto type = question::parse_answer_type(question.type);
  auto answer = question::canonical_answer(*type, text, dumps[question.dump]->resolver());
  if (!answer) {
    grade.outcome = Grade::Outcome::kFormat;
    grade.words = fmt::format("{}, at {}", answer.error().what, answer.error().where);
    return grade;
  }
  grade.canonical = *std::move(answer);
  const unsigned full = question.points * question::kFullMarks;
  grade.thousandths = question.points * question::marks(*type, grade.canonical, question.key,
                                                        near_by(made.evidence[question.dump]));
  if (grade.thousandths == full) {
    grade.outcome = Grade::Outcome::kRight;
    return grade;
  }
  const auto wrong = wrong_before(method_of(made, question.name), before);
  if (!wrong.empty() && follows(made, dumps, question, earlier, grade.canonical)) {
    grade.outcome = Grade::Outcome::kCarried;
    grade.thousandths = full;
    grade.words = "follows from the answer to question " + wrong.front();
    return grade;
  }
  if (grade.thousandths > 0) grade.outcome = Grade::Outcome::kPartial;
  const auto miss = std::find_if(question.near_misses.begin(), question.near_misses.end(),
                                 [&](const exercise::NearMiss& m) { return m.answer == grade.canonical; });
  if (miss != question.near_misses.end()) grade.words = miss->why;
  return grade;
}

}  // namespace

std::string_view word_of(Grade::Outcome outcome) {
  constexpr std::string_view kWords[] = {"right", "carried", "partial", "wrong", "format", "missing"};
  return kWords[static_cast<std::size_t>(outcome)];
}

Result<std::vector<Grade>> grade(const Made& made, OpenedDumps& dumps,
                                 const std::map<std::string, std::string>& answers) {
  std::vector<Grade> grades;
  Answers earlier;
  for (const exercise::Question& question : made.paper.questions) {
    const auto given = answers.find(question.name);
    if (given == answers.end() || given->second.empty()) {
      grades.push_back(
          {question.name, {}, Grade::Outcome::kMissing, 0, question.points, {}, {}, question.key});
    } else {
      grades.push_back(grade_one(made, dumps, question, given->second, grades, earlier));
    }
    const Grade& last = grades.back();
    earlier[question.name] = last.canonical.empty() ? question.key : last.canonical;
  }
  return grades;
}

std::string points_text(unsigned thousandths) {
  std::string text = fmt::format("{}.{:03}", thousandths / 1000, thousandths % 1000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace dumplab::classroom
