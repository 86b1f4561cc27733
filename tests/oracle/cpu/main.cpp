// SPDX-License-Identifier: MIT
// cpu-oracle: random instructions on another processor and on ours.
//   cpu-oracle --truth silicon|unicorn [--helper FILE] [--family NAME|all|integer] [--cases N] [--seconds S]
//   [--seed S]
//              [--show N] [--strict]
// Prints per family what ran and what differs.  Exit code 1: differences (with --strict also instructions
// that ours lacks); 77: the other processor is not there.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "oracle/cpu/compare.h"
#include "oracle/cpu/documented.h"
#include "oracle/cpu/encodings.h"
#include "oracle/cpu/engine.h"
#include "oracle/cpu/generator.h"
#include "oracle/cpu/other_vendor.h"
#include "x86/vectors.h"

namespace dumplab::oracle {
namespace {

constexpr int kSkipped = 77;

struct Options {
  std::string truth = "silicon";
  std::string helper = DUMPLAB_SILICON_HELPER;
  std::string family = "all";
  std::uint64_t cases = 20000;
  double seconds = 0;  // per family; 0: `cases` decides
  std::uint64_t seed = 1;
  unsigned show = 5;
  bool strict = false;
  bool is_other_vendor = false;  // the truth is silicon, and not Intel's
};

struct Tally {
  std::uint64_t cases = 0, differences = 0, faults = 0, missing = 0, left_out = 0, of_vendor = 0;
  std::map<std::string, std::uint64_t> missing_by_name, differing_by_name;
};

struct Buffers {
  std::vector<OracleCase> cases{ORACLE_BATCH};
  std::vector<OracleResult> truth{ORACLE_BATCH}, ours{ORACLE_BATCH};
};

std::string name_of(const OracleCase& test) {
  const std::vector<x86::Instruction> instructions = instructions_of(test);
  return instructions.empty() ? "?" : x86::mnemonic_text(instructions.front().mnemonic());
}

void judge(const OracleCase& test, const OracleResult& truth, const OracleResult& ours,
           const Options& options, Tally& tally) {
  if (ours.vector == x86::kPageFault && ours.cr2 - ORACLE_HELPER < ORACLE_HELPER_SIZE) {
    ++tally.left_out;
    return;
  }
  ++tally.cases;
  if (ours.vector == kUnimplemented) {
    ++tally.missing;
    ++tally.missing_by_name[name_of(test)];
    if (options.strict && tally.missing <= options.show)
      fmt::print("  not there yet:\n{}", describe(test, truth, ours));
    return;
  }
  if (truth.vector != 3) ++tally.faults;
  if (options.truth == "unicorn" && (truth.vector != 3 || ours.vector != 3)) return;
  const auto difference = compare(test, truth, ours);
  if (!difference) return;
  if (options.is_other_vendor && is_vendor_difference(test, truth, ours)) {
    ++tally.of_vendor;
    return;
  }
  ++tally.differing_by_name[name_of(test)];
  if (++tally.differences <= options.show)
    fmt::print("  {}: {}\n{}", name_of(test), *difference, describe(test, truth, ours));
}

std::string list_of(const std::map<std::string, std::uint64_t>& names) {
  std::string text;
  for (const auto& [name, count] : names) text += fmt::format(" {}({})", name, count);
  return text;
}

/// False: the other processor went away.
bool run_family(const std::string& family, const std::vector<RowEncodings>& rows, Engine& truth, Engine& ours,
                const Options& options, Tally& tally) {
  Generator generator(rows, family, options.seed);
  if (generator.empty()) return true;
  Buffers buffers;
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  while (options.seconds > 0 ? elapsed() < options.seconds : tally.cases < options.cases) {
    std::size_t count = 0;
    for (unsigned made = 0; made < ORACLE_BATCH; ++made) {
      generator.next(buffers.cases[count]);
      truth.is_witness(buffers.cases[count]) ? ++count : ++tally.left_out;
    }
    if (count == 0) break;
    if (!truth.run({buffers.cases.data(), count}, buffers.truth)) return false;
    ours.run({buffers.cases.data(), count}, buffers.ours);
    for (std::size_t i = 0; i < count; ++i)
      judge(buffers.cases[i], buffers.truth[i], buffers.ours[i], options, tally);
  }
  fmt::print("{:<18} {:>9} cases, {:>8} faults, {} left out, {} differences\n", family, tally.cases,
             tally.faults, tally.left_out, tally.differences);
  if (tally.of_vendor != 0) fmt::print("  {} differences of the vendor\n", tally.of_vendor);
  if (tally.differences != 0) fmt::print("  differing:{}\n", list_of(tally.differing_by_name));
  if (tally.missing != 0) fmt::print("  not there yet:{}\n", list_of(tally.missing_by_name));
  std::fflush(stdout);
  return true;
}

void print_left_out(const std::vector<RowEncodings>& rows) {
  fmt::print("left out:");
  for (const NotRun& group : not_run()) fmt::print(" {} ({});", group.what, group.reason);
  fmt::print("\nundefined by the manual:");
  for (const Undefined& entry : undefined_results()) fmt::print(" {};", entry.what);
  std::string unreachable;
  for (const RowEncodings& row : rows) {
    if (row.encodings.empty()) unreachable += fmt::format(" {}", x86::mnemonic_text(row.mnemonic));
  }
  fmt::print("\nrows without an encoding of their own:{}\n", unreachable);
}

std::vector<std::string> chosen_families(const std::string& family) {
  if (family != "all") return {family};
  std::vector<std::string> names = families();
  names.emplace_back(Generator::kPairs);
  return names;
}

int run(const Options& options) {
  const std::unique_ptr<Engine> truth =
      options.truth == "unicorn" ? make_unicorn() : make_silicon(options.helper);
  if (!truth) {
    fmt::print("skipped: {} is not there\n",
               options.truth == "unicorn" ? "Unicorn" : "32-bit mode (gcc-multilib, host kernel)");
    return kSkipped;
  }
  const std::unique_ptr<Engine> ours = make_ours();
  const std::vector<RowEncodings> rows = find_encodings();
  fmt::print("truth {}, seed {}\n", options.truth, options.seed);
  print_left_out(rows);
  if (options.is_other_vendor) {
    fmt::print("this host is not Intel's; known of other vendors:");
    for (const VendorDifference& row : vendor_differences()) fmt::print(" {};", row.what);
    fmt::print("\n");
  }
  Tally all;
  for (const std::string& family : chosen_families(options.family)) {
    Tally tally;
    if (!run_family(family, rows, *truth, *ours, options, tally)) {
      fmt::print("{}: the other processor is gone\n", family);
      return 1;
    }
    all.cases += tally.cases;
    all.differences += tally.differences;
    all.missing += tally.missing;
  }
  fmt::print("{} cases, seed {}, {} differences, {} not there yet\n", all.cases, options.seed,
             all.differences, all.missing);
  return all.differences != 0 || (options.strict && all.missing != 0) ? 1 : 0;
}

}  // namespace
}  // namespace dumplab::oracle

int main(int argc, char** argv) {
  dumplab::oracle::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--strict") {
      options.strict = true;
      continue;
    }
    if (i + 1 == argc) return fmt::print("{} wants a value\n", name), 2;
    const char* const value = argv[++i];
    if (name == "--truth")
      options.truth = value;
    else if (name == "--helper")
      options.helper = value;
    else if (name == "--family")
      options.family = value;
    else if (name == "--cases")
      options.cases = std::strtoull(value, nullptr, 10);
    else if (name == "--seconds")
      options.seconds = std::strtod(value, nullptr);
    else if (name == "--seed")
      options.seed = std::strtoull(value, nullptr, 10);
    else if (name == "--show")
      options.show = static_cast<unsigned>(std::strtoul(value, nullptr, 10));
    else
      return fmt::print("unknown option {}\n", name), 2;
  }
  options.is_other_vendor = options.truth == "silicon" && !dumplab::oracle::is_intel_host();
  return dumplab::oracle::run(options);
}
