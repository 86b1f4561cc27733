// SPDX-License-Identifier: MIT
// bench-cpu [--repeat N] [--check]: the same programs on several processors, in million instructions per
// second. A median of N runs each (default 1).  --check: exit code 1 when a ratio is below two thirds of its
// target, 77 when a processor to compare with is not there.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/check.h"
#include "engines.h"

namespace dumplab::bench {
namespace {

struct Workload {
  const char* name;
  const char* checksum;
};
constexpr Workload kWorkloads[] = {{"a_page_sums", "a6000000\n"},
                                   {"b_sha256", "e1777f46\n"},
                                   {"c_quicksort", "4dfef633\n"},
                                   {"d_mixed", "00007a95\n"}};
constexpr std::size_t kCount = std::size(kWorkloads);
constexpr int kSkipped = 77;

struct Program {
  Image image;
  std::string checksum;  // empty: whatever ours prints
  std::uint64_t instructions = 0;
};

struct Row {
  const char* name;
  bool quarter;  // of the work: too slow for all of it
  std::function<std::optional<Run>(const Image&)> run;
};

const Row kRows[] = {
    {"native, 32-bit process", false, [](const Image& image) { return run_process(image, ""); }},
    {"qemu-i386", false, [](const Image& image) { return run_process(image, "qemu-i386"); }},
    {"Unicorn", false, [](const Image& image) { return run_unicorn(image, false); }},
    {"Unicorn, memory hook", true, [](const Image& image) { return run_unicorn(image, true); }},
    {"ours", false, [](const Image& image) { return std::optional(run_ours(image, Watch::kNothing)); }},
    {"ours, access log", false,
     [](const Image& image) { return std::optional(run_ours(image, Watch::kAccesses)); }},
    {"ours, calls watched", false,
     [](const Image& image) { return std::optional(run_ours(image, Watch::kCalls)); }},
};
enum { kNative, kQemu, kUnicorn, kUnicornHooked, kOurs, kOursLogged, kOursWatched };

/// Source: design/CPU.md, "Targets".
struct Ratio {
  const char* name;
  int above, below;  // rows
  double target;
  bool at_most;
};
constexpr Ratio kRatios[] = {{"ours / Unicorn", kOurs, kUnicorn, 2.5, false},
                             {"ours with log / Unicorn with hook", kOursLogged, kUnicornHooked, 3, false},
                             {"ours with calls / ours", kOursWatched, kOurs, 0.85, false},
                             {"native / ours", kNative, kOurs, 16, true}};

Program load(const std::string& name, std::string checksum) {
  Program program{load_image(std::string(DUMPLAB_WORKLOADS) + "/" + name), std::move(checksum), 0};
  const Run counted = run_ours(program.image, Watch::kNothing);
  program.instructions = counted.instructions;
  if (program.checksum.empty()) program.checksum = counted.output;
  return program;
}

/// Million instructions per second, the median of `repeat` runs; nothing when the engine is not there.
std::optional<double> measure(const Row& row, const Program& program, unsigned repeat) {
  std::vector<double> speeds;
  for (unsigned i = 0; i < repeat; ++i) {
    const std::optional<Run> run = row.run(program.image);
    if (!run) return std::nullopt;
    if (run->output != program.checksum) {
      fmt::print(stderr, "{}: {} printed {} instead of {}\n", row.name, program.image.file, run->output,
                 program.checksum);
      std::exit(1);
    }
    speeds.push_back(static_cast<double>(program.instructions) / run->seconds / 1e6);
  }
  std::sort(speeds.begin(), speeds.end());
  return speeds[speeds.size() / 2];
}

/// The geometric mean of one row, printed; nothing when the engine is not there.
std::optional<double> print_row(const Row& row, const std::vector<Program>& programs, unsigned repeat) {
  double logarithms = 0;
  std::string text = fmt::format("{:<24}", row.name);
  for (const Program& program : programs) {
    const std::optional<double> speed = measure(row, program, repeat);
    if (!speed) {
      fmt::print("{} not there\n", text);
      return std::nullopt;
    }
    text += fmt::format("{:>13.0f}", *speed);
    logarithms += std::log(*speed);
  }
  const double mean = std::exp(logarithms / static_cast<double>(kCount));
  fmt::print("{}{:>10.0f}\n", text, mean);
  std::fflush(stdout);
  return mean;
}

int run(unsigned repeat, bool check) {
  std::vector<Program> whole, quarter;
  for (const Workload& workload : kWorkloads) {
    whole.push_back(load(workload.name, workload.checksum));
    quarter.push_back(load(std::string(workload.name) + "_quarter", ""));
  }
  fmt::print("MIPS, median of {}; {}, dispatch by {}\n{:<24}", repeat, DUMPLAB_COMPILER, DUMPLAB_DISPATCH,
             "");
  for (const Workload& workload : kWorkloads) fmt::print("{:>13}", workload.name);
  fmt::print("{:>10}\n", "geomean");
  std::array<std::optional<double>, std::size(kRows)> means;
  for (std::size_t i = 0; i < means.size(); ++i)
    means[i] = print_row(kRows[i], kRows[i].quarter ? quarter : whole, repeat);
  bool good = true, complete = true;
  for (const Ratio& ratio : kRatios) {
    if (!means[ratio.above] || !means[ratio.below]) {
      fmt::print("{:<36}not measured\n", ratio.name);
      complete = false;
      continue;
    }
    const double value = *means[ratio.above] / *means[ratio.below];
    const bool held = ratio.at_most ? value <= ratio.target : value >= ratio.target;
    good = good && (ratio.at_most ? value <= ratio.target * 1.5 : value >= ratio.target / 1.5);
    fmt::print("{:<36}{:>6.2f}  target {} {:<5}{}\n", ratio.name, value,
               ratio.at_most ? "<=" : ">=", ratio.target, held ? "" : "  missed");
  }
  if (!check) return 0;
  if (!complete) fmt::print("skipped: a processor to compare with is not there\n");
  return !good ? 1 : complete ? 0 : kSkipped;
}

}  // namespace
}  // namespace dumplab::bench

int main(int argc, char** argv) {
  unsigned repeat = 1;
  bool check = false;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--check")
      check = true;
    else if (argument == "--repeat" && i + 1 < argc)
      repeat = std::max(1, std::atoi(argv[++i]));
    else
      return fmt::print("usage: bench-cpu [--repeat N] [--check]\n"), 2;
  }
  return dumplab::bench::run(repeat, check);
}
