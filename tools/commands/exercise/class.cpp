// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "commands/exercise/verbs.h"

namespace dumplab::commands {
namespace {

void print_report(const classroom::ClassReport& report) {
  for (const auto& [card, exercise] : report.exercises) {
    fmt::print("{:<4} {} made, {} there already", card, exercise.made, exercise.kept);
    if (exercise.made > 0) {
      auto steps = exercise.steps;
      std::sort(steps.begin(), steps.end());
      fmt::print("; commands to solve it: {} to {}, median {}; {} seeds passed over", steps.front(),
                 steps.back(), steps[steps.size() / 2], exercise.attempts - exercise.made);
    }
    if (exercise.without_check > 0)
      fmt::print("; {} without a check, too easy to guess", exercise.without_check);
    fmt::print("\n");
  }
}

}  // namespace

int exercise_class(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("exercise class",
                  "exercise class ROSTER.csv --secret FILE --term T --lab L --out DIR [options]",
                  "Makes an exam for a class: DIR/<id>/<card>/ with sheet, dump and check for everybody, "
                  "DIR/symbols for all.\n"
                  "Runs again where it was stopped. ROSTER.csv has the columns id and name.",
                  "dumplab exercise class roster.csv --secret secret.txt --term 2026w --lab L1 --out exam");
  options.add()("roster", value<std::string>(), "");
  add_exam_options(options);
  options.add()("exercises", value<std::string>()->default_value("all"),
                "cards or names with commas between")("out", value<std::string>(), "folder")(
      "jobs", value<unsigned>(), "threads; as many as processors");
  options.positional("roster", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("roster") || !options.has("out"))
    return misuse("exercise class", "a roster and --out are needed");
  auto exam = read_exam(options, "exercise class");
  if (!exam) return exam.error();
  const auto exercises = classroom::parse_exercises(options.text("exercises"));
  if (!exercises) return misuse("exercise class", exercises.error().what);
  const auto roster = classroom::read_roster(options.text("roster"));
  if (!roster) return complain(options.text("roster"), roster.error().what);
  const auto guest = find_guest();
  if (!guest) return guest.error();
  classroom::ClassPlan plan{*std::move(exam), {}, *exercises, options.text("out"), read_jobs(options)};
  for (const classroom::Student& student : *roster) plan.students.push_back(student.id);
  const auto report = classroom::make_class(plan, *guest, show_done);
  if (!report) return complain("", report.error());
  print_report(*report);
  return kDone;
}

}  // namespace dumplab::commands
