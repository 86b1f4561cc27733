// SPDX-License-Identifier: MIT
// What the analyzer's first verdict says of a dump, against what the machine knows was planted.
#include "diagnose/verdict.h"

#include <algorithm>
#include <cmath>

#include "capture.h"
#include "dumplab/dump.h"
#include "minidump/writer.h"
#include "report/analysis.h"
#include "scenario/planted.h"

namespace dumplab {
namespace {

constexpr std::uint64_t kSeeds = 20;
constexpr double kShare = 0.95;

struct Planting {
  Snapshot snapshot;  ///< as read back from a file
  scenario::Planted planted;
};

/// `captures` empty: the scenario's own.
Planting run_scenario(const std::string& name, std::uint64_t seed,
                      std::vector<scenario::CaptureRule> captures = {}) {
  const auto guest = scenario::GuestSet::find();
  if (!guest) throw std::runtime_error(guest.error().what);
  const auto file = scenario::read_scenario_file(guest->folder / "scenarios" / name / "scenario.json");
  if (!file) throw std::runtime_error(file.error().what);
  scenario::Request request;
  request.program = name;
  request.kernel.seed = seed;
  request.machine.cpus = seed % 5 == 0 ? 2 : 1;
  request.captures = std::move(captures);
  auto run = scenario::Run::prepare(*guest, request);
  if (!run) throw std::runtime_error(run.error().what);
  const auto taken = (*run)->execute();
  if (taken.empty()) throw std::runtime_error("no capture: " + (*run)->ended());
  const auto dump = Dump::from_bytes(minidump::to_bytes(taken.front().snapshot));
  if (!dump) throw std::runtime_error(dump.error().what);
  return {dump->snapshot(), scenario::find_planted(*file, taken.front().truth, (*run)->log())};
}

std::vector<diagnose::Finding> diagnose_dump(const Snapshot& snapshot) {
  symbols::SearchPath search;
  search.add_tree(scenario::GuestSet::find()->folder);
  const report::Analysis analysis(snapshot, {}, search);
  return diagnose::find_all(diagnose::Facts(report::parts_of(analysis)));
}

template <typename T>
std::vector<T> sorted(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// Why the first finding is not what was planted; empty: it is.
std::string objection(const std::vector<diagnose::Finding>& findings, const scenario::Planted& planted) {
  if (findings.empty()) return "nothing was found";
  const diagnose::Finding& first = findings.front();
  if (first.pattern != planted.pattern) return first.pattern + ": " + first.summary;
  if (planted.address && first.address != planted.address) return "another address: " + first.summary;
  // Who wrote over a heap block is no longer to be seen in the dump.
  if (planted.thread && planted.pattern != "heap-corruption" && first.thread != planted.thread)
    return "another thread: " + first.summary;
  const auto locks = sorted(first.locks);
  if (!std::includes(locks.begin(), locks.end(), planted.locks.begin(), planted.locks.end()))
    return "other locks: " + first.summary;
  if (!planted.threads.empty() && sorted(first.threads) != planted.threads)
    return "other threads: " + first.summary;
  return {};
}

class FirstVerdict : public testing::TestWithParam<const char*> {};

TEST_P(FirstVerdict, names_what_was_planted_and_where) {
  std::uint64_t hits = 0;
  std::string misses;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Planting planting = run_scenario(GetParam(), seed);
    const std::string why = objection(diagnose_dump(planting.snapshot), planting.planted);
    if (why.empty())
      ++hits;
    else
      misses += "seed " + std::to_string(seed) + ": " + why + "\n";
  }
  RecordProperty("hits", static_cast<int>(hits));
  EXPECT_GE(static_cast<double>(hits), std::ceil(kShare * kSeeds)) << misses;
}

std::string name_of(const testing::TestParamInfo<const char*>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, FirstVerdict, testing::ValuesIn(test::kScenarios), name_of);
INSTANTIATE_TEST_SUITE_P(MoreScenarios, FirstVerdict, testing::ValuesIn(test::kMoreScenarios), name_of);

TEST(HealthyDumps, have_no_cause) {
  // Before anything goes wrong, or where nothing ever does.
  const char* const kPrograms[] = {"null-pointer", "divide-by-zero", "deadlock",       "ten-waiters",
                                   "fail-fast",    "wait-chain",     "stack-overflow", "cpp-exception"};
  for (const char* name : kPrograms) {
    const auto rules = scenario::parse_capture_rules("tick:20000");
    const auto findings = diagnose_dump(run_scenario(name, 3, *rules).snapshot);
    for (const diagnose::Finding& finding : findings)
      EXPECT_FALSE(finding.is_cause) << name << ": " << finding.summary;
  }
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
    for (const diagnose::Finding& finding : diagnose_dump(run_scenario("healthy-service", seed).snapshot))
      EXPECT_FALSE(finding.is_cause) << "healthy-service, seed " << seed << ": " << finding.summary;
}

}  // namespace
}  // namespace dumplab
