// SPDX-License-Identifier: MIT
#include "commands/exercise/verbs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <thread>

namespace dumplab::commands {

using boost::program_options::value;

void add_exam_options(Options& options) {
  options.add()("secret", value<std::string>(), "file with the teacher's secret, 16 bytes or more")(
      "term", value<std::string>(), "the term, any word")("lab", value<std::string>(), "the lab, any word");
}

bool has_exam_options(const Options& options) {
  return options.has("secret") || options.has("term") || options.has("lab");
}

tl::expected<classroom::Exam, int> read_exam(const Options& options, std::string_view command) {
  if (!options.has("secret") || !options.has("term") || !options.has("lab"))
    return ExitCode(misuse(command, "--secret, --term and --lab are needed together"));
  auto secret = classroom::Secret::read(options.text("secret"));
  if (!secret) return ExitCode(complain(options.text("secret"), secret.error()));
  return classroom::Exam{*std::move(secret), options.text("lab"), options.text("term")};
}

void add_ticket_options(Options& options) {
  options.add()("seed", value<std::uint64_t>()->default_value(1), "which instance");
  options.add()("student", value<std::string>(),
                "id: the exam's instance of a student, with --secret, --term, --lab");
  add_exam_options(options);
}

tl::expected<classroom::Ticket, int> read_ticket(const Options& options,
                                                 const question::ExerciseName& exercise,
                                                 std::string_view command) {
  const bool is_exam = options.has("exam");
  if (!options.has("student")) {
    if (has_exam_options(options))
      return ExitCode(misuse(command, "--secret, --term and --lab go with --student"));
    return classroom::open_ticket(is_exam ? classroom::Use::kExam : classroom::Use::kPractice,
                                  exercise.name(), options.get<std::uint64_t>("seed"));
  }
  if (options.given("seed")) return ExitCode(misuse(command, "--seed and --student contradict each other"));
  auto exam = read_exam(options, command);
  if (!exam) return ExitCode(exam.error());
  return exam->ticket(options.text("student"), exercise);
}

tl::expected<const question::ExerciseName*, int> read_exercise(const Options& options,
                                                               std::string_view command) {
  if (!options.has("name")) return ExitCode(misuse(command, "an exercise is needed (dumplab exercise list)"));
  const question::ExerciseName* exercise = question::find_exercise(options.text("name"));
  if (!exercise)
    return ExitCode(misuse(
        command, fmt::format("there is no exercise {} (dumplab exercise list)", options.text("name"))));
  return exercise;
}

tl::expected<scenario::GuestSet, int> find_guest() {
  auto guest = scenario::GuestSet::find();
  if (!guest) return ExitCode(complain("", guest.error()));
  return *std::move(guest);
}

void show_done(std::size_t done, std::size_t all) {
  if (!isatty(STDERR_FILENO)) return;
  fmt::print(stderr, "\r\x1b[K[{}/{}]{}", done, all, done == all ? "\r\x1b[K" : "");
}

unsigned read_jobs(const Options& options) {
  if (options.has("jobs")) return std::max(1u, options.get<unsigned>("jobs"));
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace dumplab::commands
