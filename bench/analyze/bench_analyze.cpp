// SPDX-License-Identifier: MIT
// bench-analyze [--check] [large|real|deep]...: time and memory of `dumplab analyze --json`, and of other
// readers on the same dumps.
// --check: a smaller dump, fewer runs, and times may be twice their targets.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string_view>

#include "dumps.h"
#include "measure.h"
#include "process.h"
#include "symbol_store.h"

namespace dumplab::bench {
namespace {

namespace fs = std::filesystem;

struct Settings {
  std::uint64_t size = 1ull << 30;  ///< of the large dump, bytes
  int runs = 15;
  double tolerance = 1;
  std::set<std::string_view> parts;  ///< of the table; empty: all

  bool wants(std::string_view part) const { return parts.empty() || parts.contains(part); }
};

/// One line of the table.
struct Figure {
  std::string what, unit;
  double value = 0;
  std::optional<double> peer;   ///< the same of another reader
  std::optional<double> most;   ///< of value
  std::optional<double> share;  ///< most of value / peer
};

bool print(const Figure& figure, double tolerance) {
  std::string text = fmt::format("{:<62}{:>9.1f} {:<4}", figure.what, figure.value, figure.unit);
  bool good = figure.value >= 0;
  text += figure.peer ? fmt::format("{:>9.1f}  {:>6.3f}", *figure.peer, figure.value / *figure.peer)
                      : fmt::format("{:>9}  {:>6}", "-", "-");
  if (figure.most) {
    text += fmt::format("  at most {:.0f} {}", *figure.most, figure.unit);
    good &= figure.value <= *figure.most * tolerance;
  }
  if (figure.share && figure.peer) {
    text += fmt::format("  at most {:.3f} of it", *figure.share);
    good &= figure.value <= *figure.share * *figure.peer * tolerance;
  }
  fmt::print("{}{}\n", text, good ? "" : "  missed");
  return good;
}

/// Runs `work` in a process of its own, so that its memory is not ours.
bool apart(const std::function<bool()>& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work() ? 0 : 1);
  int status = 1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

struct Programs {
  std::string dumplab = DUMPLAB_PROGRAM;
  std::string lldb = find_program("lldb", "");
  std::string stackwalk = find_program(
      "minidump_stackwalk", DUMPLAB_ORACLES "/node_modules/minidump/bin/linux-x64/minidump_stackwalk");
};

std::vector<std::string> analyze(const Programs& programs, const fs::path& dump, const fs::path& symbols) {
  return {programs.dumplab, "analyze", "--json", "--symbols", symbols.string(), dump.string()};
}

std::optional<double> peer_time(const std::string& program, std::vector<std::string> arguments, int runs) {
  if (program.empty()) return std::nullopt;
  arguments.insert(arguments.begin(), program);
  const Measured measured = measure(arguments, runs);
  return measured.milliseconds < 0 ? std::nullopt : std::optional(measured.milliseconds);
}

bool measure_large(const Programs& programs, const Settings& settings, const fs::path& folder,
                   const fs::path& system) {
  const fs::path dump = folder / "large.dmp", guest = DUMPLAB_ANALYZE_PROGRAMS;
  if (!apart([&] { return make_large_dump(dump, settings.size); })) return false;
  const std::string size = fmt::format("full dump of {} MiB, 40 threads", settings.size >> 20);
  const Measured ours = measure(analyze(programs, dump, guest), settings.runs);
  const auto lldb =
      peer_time(programs.lldb,
                {"--no-lldbinit", "-b", "-o",
                 fmt::format("settings set target.exec-search-paths {} {}", guest.string(), system.string()),
                 "-o", "target create --core " + dump.string(), "-o", "bt all", "-o", "image list"},
                settings.runs);
  bool good =
      print({size + ": time, lldb's", "ms", ours.milliseconds, lldb, 30, 1.0 / 8}, settings.tolerance);
  good &= print({size + ": most memory", "MiB", ours.mebibytes, {}, 40, {}}, 1);
  // The opening shows the event and its instruction, so modules and symbols are read before the first prompt.
  const Measured start = measure(
      {programs.dumplab, "shell", dump.string(), "--symbols", guest.string(), "-c", "q"}, settings.runs);
  good &= print({size + ": dumplab shell, start to prompt", "ms", start.milliseconds, {}, 100, {}},
                settings.tolerance);
  fs::remove(dump);
  return good;
}

bool measure_real(const Programs& programs, const Settings& settings) {
  const char* chosen = std::getenv("DUMPLAB_CORPUS");
  const fs::path corpus = chosen ? chosen : DUMPLAB_CORPUS_DEFAULT, dump = corpus / "public/minidump2.dmp";
  if (!fs::exists(dump))
    return fmt::print("skipped: minidump2.dmp (DUMPLAB_CORPUS names the folder)\n"), true;
  // A few milliseconds each: more of them, for what else the machine does weighs more.
  const int runs = 5 * settings.runs;
  const Measured ours = measure(analyze(programs, dump, corpus / "symbols"), runs);
  const auto stackwalk = peer_time(programs.stackwalk, {dump.string(), (corpus / "symbols").string()}, runs);
  return print({"minidump2.dmp with .sym files: time, minidump_stackwalk's",
                "ms",
                ours.milliseconds,
                stackwalk,
                {},
                1.0 / 5},
               settings.tolerance);
}

bool measure_deep(const Programs& programs, const Settings& settings, const fs::path& folder,
                  const fs::path& system) {
  const fs::path dump = folder / "deep.dmp", store = folder / "store", guest = DUMPLAB_ANALYZE_PROGRAMS;
  const auto make = [&] {
    add_to_store(store, guest);
    add_to_store(store, system);
    return make_deep_dump(dump);
  };
  if (!apart(make)) return false;
  const Measured ours = measure(analyze(programs, dump, guest), settings.runs);
  const auto stackwalk = peer_time(programs.stackwalk, {dump.string(), store.string()}, settings.runs);
  return print({"9,000 EBP frames: time, minidump_stackwalk's", "ms", ours.milliseconds, stackwalk, {}, 1.5},
               settings.tolerance);
}

int run(const Settings& settings) {
  const Programs programs;
  const fs::path system =
      fs::path(DUMPLAB_PROGRAM).parent_path().parent_path() / "share/dumplab/guest/system";
  std::string name = (fs::temp_directory_path() / "bench-analyze-XXXXXX").string();
  const fs::path folder = mkdtemp(name.data());
  fmt::print("{:<62}{:>9}     {:>9}  {:>6}  target\n",
             fmt::format("dumplab analyze --json, medians of {}", settings.runs), "value", "peer's", "ratio");
  bool good = true;
  if (settings.wants("large")) good &= measure_large(programs, settings, folder, system);
  if (settings.wants("real")) good &= measure_real(programs, settings);
  if (settings.wants("deep")) good &= measure_deep(programs, settings, folder, system);
  fs::remove_all(folder);
  return good ? 0 : 1;
}

}  // namespace
}  // namespace dumplab::bench

int main(int argc, char** argv) {
  dumplab::bench::Settings settings;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--check")
      settings.size = 256ull << 20, settings.runs = 5, settings.tolerance = 2;
    else if (word == "large" || word == "real" || word == "deep")
      settings.parts.insert(word);
    else
      return fmt::print(stderr, "usage: bench-analyze [--check] [large|real|deep]...\n"), 2;
  }
  return dumplab::bench::run(settings);
}
