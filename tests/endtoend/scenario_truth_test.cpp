// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "capture.h"
#include "dumplab/dump.h"
#include "minidump/writer.h"
#include "report/analysis.h"
#include "snapshot/profile.h"

namespace dumplab {
namespace {

using Json = nlohmann::json;

struct Case {
  std::string scenario;
  std::uint64_t seed;
  snapshot::Profile profile;
  unsigned cpus;
};

Json analyze(const Snapshot& snapshot) {
  const auto dump = Dump::from_bytes(minidump::to_bytes(snapshot));
  EXPECT_TRUE(dump) << dump.error().what;
  EXPECT_TRUE(dump->problems().empty()) << dump->problems().front().what;
  symbols::SearchPath search;
  search.add_tree(scenario::GuestSet::find()->folder);
  return Json::parse(report::to_json(report::Analysis(dump->snapshot(), {}, search)));
}

/// The part of frames that the machine vouches for.
Json essence(const Json& frames) {
  Json list = Json::array();
  for (const Json& frame : frames)
    list.push_back({{"eip", frame["eip"]}, {"module", frame["module"]}, {"function", frame["function"]}});
  return list;
}

const Json& thread_of(const Json& all, std::uint32_t id) {
  for (const Json& thread : all["threads"])
    if (thread["thread_id"] == id) return thread;
  throw std::runtime_error("thread missing");
}

class ScenarioTruth : public testing::TestWithParam<Case> {};

TEST_P(ScenarioTruth, is_what_the_analyzer_reads_out_of_the_dump) {
  const Case& c = GetParam();
  const capture::Capture capture = test::capture_scenario(c.scenario, c.seed, c.cpus);
  const Json truth = Json::parse(truth::to_json(capture.truth));
  const Json seen = analyze(snapshot::reduce(capture.snapshot, c.profile));

  ASSERT_EQ(seen["threads"].size(), truth["threads"].size());
  for (const Json& thread : truth["threads"]) {
    const Json& found = thread_of(seen, thread["thread_id"]);
    EXPECT_EQ(found["context"], thread["context"]);
    EXPECT_EQ(found["registers"], thread["registers"]);
    EXPECT_EQ(essence(found["frames"]), essence(thread["frames"])) << "thread " << thread["thread_id"];
    EXPECT_EQ(essence(found["own_frames"]), essence(thread["own_frames"]))
        << "thread " << thread["thread_id"];
    EXPECT_GE(thread["frames"].size(), 3u);
  }
  ASSERT_EQ(seen["modules"].size(), truth["modules"].size());
  for (const Json& module : truth["modules"]) {
    const bool found = std::any_of(seen["modules"].begin(), seen["modules"].end(), [&](const Json& m) {
      return m["name"] == module["name"] && m["base"] == module["base"] && m["size"] == module["size"];
    });
    EXPECT_TRUE(found) << module;
  }
  if (truth["exception"].is_null()) {
    EXPECT_TRUE(seen["exception"].is_null());
  } else {
    for (const char* key : {"code", "address", "thread_id"})
      EXPECT_EQ(seen["exception"][key], truth["exception"][key]);
  }

  std::uint64_t total = 0;
  for (const Json& region : seen["regions"])
    total += std::stoull(region["size"].get<std::string>(), nullptr, 16);
  EXPECT_EQ(total, 1ull << 32);
  if (c.profile == snapshot::Profile::kFull) {
    EXPECT_EQ(seen["regions"], truth["regions"]);
  }
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const char* scenario : test::kScenarios)
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
      for (const auto profile : {snapshot::Profile::kFull, snapshot::Profile::kMini})
        cases.push_back({scenario, seed, profile, seed % 5 == 0 ? 2u : 1u});
  for (const char* scenario : test::kMoreScenarios)
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
      cases.push_back({scenario, seed, snapshot::Profile::kFull, seed % 5 == 0 ? 2u : 1u});
  return cases;
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.scenario + "_" + std::to_string(info.param.seed) +
                     (info.param.profile == snapshot::Profile::kFull ? "_full" : "_mini");
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Seeds, ScenarioTruth, testing::ValuesIn(all_cases()), name_of);

TEST(Seeds, move_bases_ids_and_values) {
  const auto one = test::capture_scenario("null-pointer", 1), two = test::capture_scenario("null-pointer", 2);
  EXPECT_NE(one.truth.process_id, two.truth.process_id);
  EXPECT_NE(one.truth.modules[1].base, two.truth.modules[1].base);
  EXPECT_NE(one.truth.threads[0].thread_id, two.truth.threads[0].thread_id);
  EXPECT_NE(one.snapshot.TimeDateStamp, two.snapshot.TimeDateStamp);
}

TEST(Captures, are_the_same_bytes_twice) {
  std::vector<std::string> all(std::begin(test::kScenarios), std::end(test::kScenarios));
  all.insert(all.end(), std::begin(test::kMoreScenarios), std::end(test::kMoreScenarios));
  for (const std::string& scenario : all) {
    const auto one = test::capture_scenario(scenario, 7), two = test::capture_scenario(scenario, 7);
    EXPECT_EQ(minidump::to_bytes(one.snapshot), minidump::to_bytes(two.snapshot)) << scenario;
    EXPECT_EQ(truth::to_json(one.truth), truth::to_json(two.truth)) << scenario;
  }
}

}  // namespace
}  // namespace dumplab
