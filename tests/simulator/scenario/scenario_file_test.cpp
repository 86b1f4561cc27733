// SPDX-License-Identifier: MIT
#include "scenario/scenario_file.h"

#include <gtest/gtest.h>

#include <fstream>

namespace dumplab::scenario {
namespace {

Result<ScenarioFile> read(const std::string& capture, const std::string& pattern) {
  const std::filesystem::path path = testing::TempDir() + "dumplab_scenario_file_test.json";
  std::ofstream(path) << R"({"title": "t", "directory": "d", "program": "p.exe", "modules": ["p.exe"],)"
                      << R"("variants": ["a"], "capture": ")" << capture << R"(", "pattern": ")" << pattern
                      << "\"}";
  return read_scenario_file(path);
}

TEST(ScenarioFiles, name_a_pattern_and_one_moment) {
  const auto file = read("tick:400", "spiking-thread");
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_EQ(file->capture, "tick:400");
  EXPECT_EQ(file->pattern, "spiking-thread");
}

TEST(ScenarioFiles, with_another_moment_or_pattern_are_malformed) {
  for (const auto& [capture, pattern] :
       {std::pair{"later", "no-fault"}, {"tick:1,2", "no-fault"}, {"fault", "bug"}}) {
    const auto file = read(capture, pattern);
    ASSERT_FALSE(file) << capture;
    EXPECT_EQ(file.error().kind, ErrorKind::kMalformed);
  }
}

}  // namespace
}  // namespace dumplab::scenario
