// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "classroom/class_grading.h"
#include "commands/exercise/verbs.h"

namespace dumplab::commands {

int exercise_grade(const Arguments& arguments) {
  using boost::program_options::value;
  Options options(
      "exercise grade", "exercise grade ANSWERS.csv --secret FILE --term T --lab L --out DIR [options]",
      "Grades a class: grades.csv, feedback/<id>.md, and copies.csv, which names wrong answers that are "
      "right for\n"
      "somebody else. Keys are made again from the secret. ANSWERS.csv has the columns id, exercise, "
      "question\n"
      "and answer.",
      "dumplab exercise grade answers.csv --secret secret.txt --term 2026w --lab L1 --out grades");
  options.add()("answers", value<std::string>(), "");
  add_exam_options(options);
  options.add()("roster", value<std::string>(), "ROSTER.csv: who had to answer; without it those who did")(
      "exercises", value<std::string>(), "what had to be answered; without it what somebody answered")(
      "out", value<std::string>(), "folder that is made")("jobs", value<unsigned>(),
                                                          "threads; as many as processors");
  options.positional("answers", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("answers") || !options.has("out"))
    return misuse("exercise grade", "answers and --out are needed");
  auto exam = read_exam(options, "exercise grade");
  if (!exam) return exam.error();
  const auto answers = classroom::read_answers(options.text("answers"));
  if (!answers) return complain(options.text("answers"), answers.error().what);

  classroom::ClassPlan plan{*std::move(exam), {}, {}, options.text("out"), read_jobs(options)};
  if (options.has("roster")) {
    const auto roster = classroom::read_roster(options.text("roster"));
    if (!roster) return complain(options.text("roster"), roster.error().what);
    for (const classroom::Student& student : *roster) plan.students.push_back(student.id);
    for (const auto& [student, exercises] : answers->students)
      if (std::find(plan.students.begin(), plan.students.end(), student) == plan.students.end())
        return complain(options.text("answers"), "id " + student + " is not in the roster");
  } else {
    for (const auto& [student, exercises] : answers->students) plan.students.push_back(student);
  }
  std::string cards = options.text("exercises");
  if (cards.empty())
    for (const auto& [student, exercises] : answers->students)
      for (const auto& [card, questions] : exercises) cards += card + " ";
  const auto exercises = classroom::parse_exercises(cards);
  if (!exercises) return complain(options.text("answers"), exercises.error().what);
  plan.exercises = *exercises;

  const auto guest = find_guest();
  if (!guest) return guest.error();
  const auto grades = classroom::grade_class(plan, *answers, *guest, show_done);
  if (!grades) return complain("", grades.error());
  if (const auto written = classroom::write_grades(*grades, plan.folder); !written)
    return complain("", written.error());
  fmt::print("{}: {} students, {} exercises, {} answers that are right for somebody else\n",
             options.text("out"), plan.students.size(), plan.exercises.size(), grades->copies.size());
  return kDone;
}

}  // namespace dumplab::commands
