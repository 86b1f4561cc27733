// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "classroom/check_file.h"
#include "classroom/instance_files.h"
#include "commands/exercise/verbs.h"

namespace dumplab::commands {
namespace {

namespace fs = std::filesystem;

/// The students and exercises of a class's folder.
void find_instances(const fs::path& folder, classroom::ClassPlan& plan) {
  std::set<std::string> students;
  std::set<std::string> cards;
  std::error_code ignored;
  for (const auto& student : fs::directory_iterator(folder, ignored))
    for (const question::ExerciseName& exercise : question::all_exercises())
      if (fs::exists(student.path() / std::string(exercise.card) / "check.json")) {
        students.insert(student.path().filename().string());
        cards.insert(std::string(exercise.card));
      }
  plan.students.assign(students.begin(), students.end());
  for (const std::string& card : cards) plan.exercises.push_back(question::find_exercise(card));
}

int report(const std::vector<std::string>& different, std::size_t count, const std::string& folder) {
  for (const std::string& file : different) fmt::print("{}: differs\n", file);
  if (different.empty())
    fmt::print("{}: {} the same bytes when made again\n", folder,
               count == 1 ? "1 exercise," : fmt::format("{} exercises,", count));
  return different.empty() ? kDone : kBadInput;
}

int verify_class(const Options& options, const fs::path& folder) {
  auto exam = read_exam(options, "exercise verify");
  if (!exam) return exam.error();
  classroom::ClassPlan plan{*std::move(exam), {}, {}, folder, read_jobs(options)};
  find_instances(folder, plan);
  if (plan.students.empty()) return complain(folder.string(), "there is no exercise of a class");
  const auto guest = find_guest();
  if (!guest) return guest.error();
  const auto different = classroom::verify_class(plan, *guest, show_done);
  if (!different) return complain("", different.error());
  return report(*different, plan.students.size() * plan.exercises.size(), folder.string());
}

int verify_one(const Options& options, const fs::path& folder) {
  const std::string path = (folder / "check.json").string();
  const auto text = read_text_file(path);
  if (!text) return complain(path, text.error());
  const auto file = classroom::check_file_from_json(*text);
  if (!file) return complain(path, file.error());
  const question::ExerciseName* exercise = question::find_exercise(file->exercise);
  if (!exercise) return complain(path, "there is no exercise " + file->exercise);
  const auto guest = find_guest();
  if (!guest) return guest.error();
  if (file->guest_set != guest->sha256) return complain(path, "made with other guest programs");
  const auto ticket = classroom::open_ticket(file->use, exercise->name(), options.get<std::uint64_t>("seed"));
  const auto made = classroom::make(*exercise, ticket.seed(), *guest);
  if (!made) return complain("", made.error());
  const auto files =
      classroom::make_files(*made, ticket, guest->sha256, fs::exists(folder / "symbols") ? "symbols" : "");
  if (!files) return complain("", files.error());
  const auto different = classroom::find_differences(files->files, folder);
  if (!different) return complain("", different.error());
  return report(*different, 1, folder.string());
}

}  // namespace

int exercise_verify(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("exercise verify", "exercise verify DIR --seed N | --secret FILE --term T --lab L",
                  "Makes an exercise, or all of a class, again and compares dumps, sheets and checks with "
                  "what lies in DIR.\n"
                  "Exit code 1 when something differs.",
                  "dumplab exercise verify exam --secret secret.txt --term 2026w --lab L1");
  options.add()("folder", value<std::string>(), "")("seed", value<std::uint64_t>()->default_value(1),
                                                    "of one exercise");
  add_exam_options(options);
  options.add()("jobs", value<unsigned>(), "threads; as many as processors");
  options.positional("folder", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("folder")) return misuse("exercise verify", "a folder is needed");
  return has_exam_options(options) ? verify_class(options, options.text("folder"))
                                   : verify_one(options, options.text("folder"));
}

}  // namespace dumplab::commands
