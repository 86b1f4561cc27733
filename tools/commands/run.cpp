// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/files.h"
#include "commands/run_options.h"
#include "minidump/writer.h"
#include "question/exercise_list.h"
#include "saved/saved.h"
#include "snapshot/dump_type.h"
#include "snapshot/profile.h"

namespace dumplab::commands {
namespace {

namespace fs = std::filesystem;

/// A run that is about to start, or to go on.
struct Session {
  std::unique_ptr<replacement::ReferenceString> future;  ///< for the policy opt; outlives `run`
  std::unique_ptr<scenario::Run> run;
  std::string name;
};

/// Exit codes of failures, whose line is printed.
using Code = tl::unexpected<int>;

tl::expected<Session, int> start(scenario::Request request, const scenario::GuestSet& guest) {
  Session session{std::make_unique<replacement::ReferenceString>(), nullptr, request.program};
  if (replacement::find_policy(request.kernel.memory.policy)->needs == replacement::Needs::kFuture) {
    auto recorded = scenario::record_references(guest, request);
    if (!recorded) return Code(complain("", recorded.error().what));
    *session.future = std::move(*recorded);
    request.kernel.memory.future = session.future.get();
  }
  auto prepared = scenario::Run::prepare(guest, std::move(request));
  if (!prepared) return Code(complain("", prepared.error().what));
  session.run = std::move(*prepared);
  return session;
}

tl::expected<Session, int> go_on(const Options& options, const scenario::Request& said,
                                 const scenario::GuestSet& guest) {
  const std::string path = options.text("load");
  auto loaded = saved::read_file(path, guest);
  if (!loaded) return Code(complain(path, loaded.error()));
  scenario::Run& run = **loaded;
  if (const auto problem = find_contradiction(options, said, run)) return Code(misuse("run", *problem));
  const std::uint64_t now = run.machine().clock.units();
  for (const scenario::CaptureRule& rule : said.captures)
    if (rule.when == scenario::CaptureRule::When::kTick && rule.tick < now)
      return Code(misuse("run", fmt::format("the saved machine has reached tick {} already", now)));
  run.set_captures(said.captures);
  if (options.has("process") && !run.choose_process(said.process))
    return Code(complain(path, "there is no process " + said.process));
  const std::string name = run.name();
  return Session{nullptr, std::move(*loaded), name};
}

/// a.dmp, a.2.dmp, a.3.dmp
std::string numbered(const std::string& path, unsigned number) {
  if (number == 1) return path;
  fs::path result(path);
  result.replace_filename(
      fmt::format("{}.{}{}", result.stem().string(), number, result.extension().string()));
  return result.string();
}

/// The file that option `name` asks for, number `number`, written by `write(path)`.
template <class Write>
int write_output(const Options& options, const char* name, unsigned number, Write write) {
  if (!options.has(name)) return kDone;
  const std::string path = numbered(options.text(name), number);
  const Result<void> written = write(path);
  return written ? kDone : complain(path, written.error());
}

int write_capture(const Options& options, const capture::Capture& capture, unsigned number) {
  const auto type = snapshot::parse_dump_type(options.text("dump-type"));
  const int code = write_output(options, "dump", number, [&](const std::string& path) {
    return minidump::write_file(snapshot::reduce(capture.snapshot, *type), path);
  });
  if (code != kDone) return code;
  return write_output(options, "truth", number, [&](const std::string& path) {
    return write_text_file(path, truth::to_json(capture.truth));
  });
}

int get_files(const Options& options, machine::Disk& disk) {
  if (!options.has("disk-get")) return kDone;
  for (const std::string& text : options.get<std::vector<std::string>>("disk-get")) {
    const auto pair = parse_pair(text);
    if (!pair) return misuse("run", "--disk-get takes GUEST=HOST");
    const machine::DiskFile* file = disk.find(pair->first);
    if (!file) return complain(pair->first, "is not on the simulated disk");
    const std::vector<std::byte> bytes = file->content.to_vector();
    const auto written =
        write_text_file(pair->second, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    if (!written) return complain(pair->second, written.error());
  }
  return kDone;
}

/// The run is over and there is no capture: an error where one was asked for.
int finish_without(const Options& options, const Session& session) {
  const scenario::Run& run = *session.run;
  if (run.failed()) return complain(session.name, run.ended());
  if (options.has("dump") || options.has("truth") || options.has("capture"))
    return complain(session.name, "no dump taken: " + run.ended());
  fmt::print(stderr, "{}: {}\n", session.name, run.ended());
  return kDone;
}

/// Runs to the last capture or the end, and writes what belongs to each stop.
int run_to_end(const Options& options, Session& session) {
  scenario::Run& run = *session.run;
  unsigned number = 0;  // of captures
  for (unsigned stop = 1;; ++stop) {
    const auto captures = run.execute();
    const bool last = captures.empty() || !run.wants_more();
    if (last && options.has("stats")) print_stats(run);
    const int code = write_output(options, "log", stop, [&](const std::string& path) {
      return write_text_file(path, truth::log_to_json_lines(run.log()));
    });
    if (code != kDone) return code;
    if (captures.empty()) return finish_without(options, session);
    for (const capture::Capture& capture : captures) {
      if (const int failed = write_capture(options, capture, ++number)) return failed;
      fmt::print(stderr, "{}: {} captured, {} threads, {} modules\n",
                 captures.size() > 1 ? machine::file_name_of(capture.truth.program) : session.name,
                 run.ended(), capture.truth.threads.size(), capture.truth.modules.size());
    }
    if (last) return kDone;
  }
}

}  // namespace

int run(const Arguments& arguments) {
  Options options("run", "run SCENARIO|PROGRAM.exe [options] [-- ARGUMENTS]",
                  "Runs a program on the simulated machine and takes a dump when it fails.",
                  "dumplab run null-pointer --seed 7 --dump orders.dmp --truth orders.json");
  add_run_options(options);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("program") && !options.has("load"))
    return misuse("run", "a scenario or a program is needed");
  auto said = read_run_options(options);
  if (!said) return misuse("run", said.error());
  if (const auto* exercise = question::find_exercise(said->program)) said->program = exercise->name();
  if (!snapshot::parse_dump_type(options.text("dump-type")))
    return misuse(
        "run",
        "--dump-type takes full, mini, normal, a MINIDUMP_TYPE number (0x...) or its words joined by +");

  const auto guest = scenario::GuestSet::find();
  if (!guest) return complain("", guest.error());
  auto session = options.has("load") ? go_on(options, *said, *guest) : start(*said, *guest);
  if (!session) return session.error();
  session->run->kernel().console = [](std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  };
  const int code = run_to_end(options, *session);
  const int saved = write_output(options, "save", 1, [&](const std::string& path) {
    return saved::write_file(*session->run, *guest, path);
  });
  session->run->kernel().flush_files();
  const int got = get_files(options, session->run->machine().disk);
  for (const int failure : {code, saved, got})
    if (failure != kDone) return failure;
  return kDone;
}

}  // namespace dumplab::commands
