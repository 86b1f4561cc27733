// SPDX-License-Identifier: MIT
#include "classroom/making.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/random.h"
#include "base/try.h"
#include "classroom/opened_dump.h"
#include "minidump/writer.h"
#include "question/answer.h"
#include "scenario/run.h"
#include "snapshot/dump_type.h"
#include "snapshot/profile.h"
#include "solution/solution.h"

namespace dumplab::classroom {
namespace {

namespace fs = std::filesystem;

/// Why an instance was not made.
struct Refusal {
  Error error;
  bool is_final;  ///< another seed would not help
};
template <class T>
using Attempt = tl::expected<T, Refusal>;

tl::unexpected<Refusal> give_up(Error error) { return tl::unexpected<Refusal>({std::move(error), true}); }
tl::unexpected<Refusal> try_again(Error error) { return tl::unexpected<Refusal>({std::move(error), false}); }

Error error_of(std::string what) { return {ErrorKind::kMalformed, 0, std::move(what)}; }

Result<void> run_part(const exercise::Part& part, std::uint64_t seed, const scenario::GuestSet& guest,
                      Made& made) {
  scenario::Request request;
  request.program = made.exercise->name();
  request.kernel.seed = seed;
  request.configuration = part.configuration;
  request.captures = part.captures;
  DUMPLAB_TRY(const auto run, scenario::Run::prepare(guest, std::move(request)));
  auto captures = run->execute();
  if (captures.size() != 1) return fail(ErrorKind::kMalformed, 0, "no dump: " + run->ended());
  capture::Capture& capture = captures.front();
  constexpr std::string_view kType = "full";
  made.dumps.push_back(
      minidump::to_bytes(snapshot::reduce(capture.snapshot, *snapshot::parse_dump_type(kType))));
  made.evidence.push_back({std::move(capture.truth), run->log(), run->configuration(), run->maps()});
  return {};
}

/// Images and PDBs of every module, each once, in alphabetical order.
std::vector<fs::path> find_module_files(const Made& made, const scenario::GuestSet& guest) {
  std::set<fs::path> files;
  for (const exercise::Evidence& evidence : made.evidence)
    for (const truth::Module& module : evidence.truth.modules)
      for (const fs::path& folder :
           {guest.folder / "scenarios" / evidence.truth.scenario / evidence.truth.variant,
            guest.folder / "system"}) {
        const fs::path image = folder / module.name;
        if (!fs::exists(image)) continue;
        files.insert(image);
        files.insert(fs::path(image).replace_extension(".pdb"));
      }
  return {files.begin(), files.end()};
}

/// The answers that a method finds, in canonical form, each once.
Result<std::set<std::string>> find_answers(Result<solution::Answers> (*method)(const solution::Desk&),
                                           const solution::Desk& desk, const question::AnswerType& type,
                                           const question::Resolver& resolver) {
  DUMPLAB_TRY(const auto found, method(desk));
  std::set<std::string> answers;
  for (const std::string& text : found) {
    DUMPLAB_TRY(auto answer, question::canonical_answer(type, text, resolver));
    answers.insert(std::move(answer));
  }
  return answers;
}

Attempt<Solved> solve(const exercise::Question& question, const solution::Method& method,
                      const solution::Desk& desk, OpenedDumps& dumps) {
  const auto told = [&](const Error& error) {
    return error_of(fmt::format("question {}: {}", question.name, error.what));
  };
  const auto type = question::parse_answer_type(question.type);
  const question::Resolver& resolver = dumps[question.dump]->resolver();
  const auto answers = find_answers(method.derive, desk, *type, resolver);
  if (!answers) return give_up(told(answers.error()));
  if (answers->size() != 1)
    return try_again(
        told(error_of(fmt::format("{} answers are right: {}", answers->size(), fmt::join(*answers, "; ")))));
  if (*answers->begin() != question.key)
    return give_up(
        told(error_of(fmt::format("the machine says {}, the solution {}", question.key, *answers->begin()))));
  Solved solved;
  solved.stream = method.stream;
  for (std::size_t i = 0; i < dumps.size(); ++i)
    for (solution::Step& step : dumps[i]->debugger().take_steps()) {
      step.dump = i;
      solved.steps.push_back(std::move(step));
    }
  if (!method.naive) return solved;
  const auto glance = find_answers(method.naive, desk, *type, resolver);
  if (glance && !glance->empty() && *glance->begin() != question.key) solved.naive = *glance->begin();
  for (const auto& dump : dumps) dump->debugger().take_steps();
  return solved;
}

unsigned level_of(const std::vector<Solved>& solved) {
  std::size_t longest = 0;
  for (const Solved& question : solved) longest = std::max(longest, question.steps.size());
  return longest <= 3 ? 1 : longest <= 8 ? 2 : 3;
}

Attempt<Made> attempt(const question::ExerciseName& exercise, std::uint64_t seed,
                      const scenario::GuestSet& guest) {
  Made made;
  made.exercise = &exercise;
  for (const exercise::Part& part : exercise::parts_of(exercise.word, seed))
    if (auto run = run_part(part, seed, guest, made); !run) return give_up(std::move(run.error()));
  auto paper = exercise::set_paper(exercise.word, made.evidence);
  if (!paper) return try_again(std::move(paper.error()));
  made.paper = std::move(*paper);
  made.module_files = find_module_files(made, guest);
  auto dumps = open_dumps(made.dumps, made.module_files);
  if (!dumps) return give_up(std::move(dumps.error()));

  const auto methods = solution::methods_of(exercise.word);
  std::vector<solution::Debugger*> debuggers;
  for (const auto& dump : *dumps) debuggers.push_back(&dump->debugger());
  std::map<std::string, std::string> earlier;
  for (const exercise::Question& question : made.paper.questions) {
    const auto method = std::find_if(methods.begin(), methods.end(),
                                     [&](const solution::Method& m) { return m.question == question.name; });
    if (method == methods.end()) return give_up(error_of("nothing solves question " + question.name));
    auto solved = solve(question, *method, {debuggers, question.given, earlier}, *dumps);
    if (!solved) return tl::unexpected<Refusal>(std::move(solved.error()));
    made.solved.push_back(std::move(*solved));
    earlier[question.name] = question.key;
  }
  made.level = level_of(made.solved);
  return made;
}

}  // namespace

Result<Made> make(const question::ExerciseName& exercise, std::uint64_t seed,
                  const scenario::GuestSet& guest) {
  Error last;
  for (unsigned i = 1; i <= kMostAttempts; ++i) {
    auto made = attempt(exercise, i == 1 ? seed : Random(seed, fmt::format("attempt {}", i)).next(), guest);
    if (made) {
      made->attempts = i;
      return std::move(*made);
    }
    last = made.error().error;
    last.what = exercise.name() + ": " + last.what;
    if (made.error().is_final) return tl::unexpected<Error>(std::move(last));
  }
  last.what += fmt::format(" (the last of {} seeds)", kMostAttempts);
  return tl::unexpected<Error>(std::move(last));
}

}  // namespace dumplab::classroom
