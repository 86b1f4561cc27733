// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <random>

#include "base/files.h"
#include "classroom/instance_files.h"
#include "classroom/practice.h"
#include "commands/exercise/verbs.h"
#include "commands/line_editor.h"
#include "shell/loop.h"

namespace dumplab::commands {
namespace {

namespace fs = std::filesystem;

/// What is practised: new, or left in the folder.
tl::expected<classroom::Progress, int> read_progress(const Options& options, fs::path& folder) {
  classroom::Progress progress;
  const bool is_named = options.has("name");
  if (is_named) {
    const auto exercise = read_exercise(options, "exercise practice");
    if (!exercise) return ExitCode(exercise.error());
    progress.exercise = (*exercise)->name();
    // Few digits: the seed is in the folder's name.
    progress.seed =
        options.has("seed") ? options.get<std::uint64_t>("seed") : std::random_device()() % 1'000'000;
  }
  if (options.has("out")) folder = options.text("out");
  if (folder.empty() && is_named) folder = fmt::format("{}-{}", progress.exercise, progress.seed);
  if (folder.empty())
    return ExitCode(misuse("exercise practice", "an exercise, or a folder with --out, is needed"));
  const std::string path = (folder / "progress.json").string();
  if (!fs::exists(path)) {
    if (!is_named) return ExitCode(complain(path, "nothing was practised there"));
    return progress;
  }
  const auto text = read_text_file(path);
  if (!text) return ExitCode(complain(path, text.error()));
  auto left = classroom::progress_from_json(*text);
  if (!left) return ExitCode(complain(path, left.error()));
  if (is_named &&
      (left->exercise != progress.exercise || (options.has("seed") && left->seed != progress.seed)))
    return ExitCode(
        complain(folder.string(), fmt::format("is of {} with seed {}", left->exercise, left->seed)));
  if (!question::find_exercise(left->exercise))
    return ExitCode(complain(path, "there is no exercise " + left->exercise));
  return *std::move(left);
}

/// Sheet, dump, symbols and check, and the progress as it is now.
Result<void> write_all(const classroom::Made& made, const classroom::Progress& progress,
                       const std::string& guest_set, const fs::path& folder) {
  const auto ticket = classroom::open_ticket(classroom::Use::kPractice, progress.exercise, progress.seed);
  auto files = classroom::make_files(made, ticket, guest_set, "symbols");
  if (!files) return tl::unexpected<Error>(files.error());
  auto modules = classroom::read_modules(made, "symbols");
  if (!modules) return tl::unexpected<Error>(modules.error());
  for (auto& file : *modules) files->files.push_back(std::move(file));
  if (const auto written = classroom::write_folder(files->files, folder); !written) return written;
  return write_text_file(folder / "progress.json", to_json(progress));
}

}  // namespace

int exercise_practice(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("exercise practice", "exercise practice NAME [--seed N] [--out DIR]",
                  "Makes an exercise and opens the shell on its dump. !question shows what is asked, !answer "
                  "N VALUE answers,\n"
                  "!hint N helps for some of the points, !give-up N tells. What is done is kept: the same "
                  "command, or --out\n"
                  "DIR alone, goes on.",
                  "dumplab exercise practice X01");
  options.add()("name", value<std::string>(), "")(
      "seed", value<std::uint64_t>(), "which instance; without it any")("out", value<std::string>(),
                                                                        "folder; ./NAME-SEED without it")(
      "dump", value<unsigned>()->default_value(1),
      "of an exercise with several dumps: which one the shell opens");
  options.positional("name", 1);
  if (const auto code = options.parse(arguments)) return *code;
  fs::path folder;
  auto progress = read_progress(options, folder);
  if (!progress) return progress.error();
  const auto guest = find_guest();
  if (!guest) return guest.error();
  auto made = classroom::make(*question::find_exercise(progress->exercise), progress->seed, *guest);
  if (!made) return complain("", made.error());
  const unsigned dump = options.get<unsigned>("dump");
  if (dump < 1 || dump > made->dumps.size())
    return misuse("exercise practice", fmt::format("--dump takes 1 to {}", made->dumps.size()));
  if (!fs::exists(folder))
    if (const auto written = write_all(*made, *progress, guest->sha256, folder); !written)
      return complain("", written.error());
  auto dumps = classroom::open_dumps(made->dumps, made->module_files);
  if (!dumps) return complain("", dumps.error());
  shell::Session& session = (*dumps)[dump - 1]->session();
  classroom::Practice practice(*std::move(made), *std::move(dumps), *std::move(progress),
                               folder / "progress.json");
  practice.add_commands(session);

  const bool is_interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  const auto terminal = is_interactive ? make_line_editor(session) : make_script_terminal();
  shell::LoopStyle style;
  style.echoes = !is_interactive;
  style.repeats_last = is_interactive;
  terminal->write(fmt::format("{}: sheet.md, the dump, symbols\n\n", folder.string()));
  terminal->write(document::render_text(practice.overview()));
  terminal->write("\n" + shell::render(session.opening(), style.format));
  shell::run_lines(session, *terminal, style);
  const auto [won, all] = practice.points();
  terminal->write(fmt::format("{} of {} points\n", won, all));
  return kDone;
}

}  // namespace dumplab::commands
