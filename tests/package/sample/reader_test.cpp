// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>

#include "dumplab/dump.h"
#include "dumplab/testing.h"
#include "my_parser.h"

using dumplab::testing::make_dump;

TEST(Reader, names_the_crashing_thread) {
  const auto crash = dumplab::testing::make_dump("null-pointer", /*seed=*/7);
  ASSERT_EQ(my_parser::open(crash.file()).crash_thread(), crash.truth().exception->thread_id);
}

TEST(Reader, names_the_crashing_thread_of_every_type_of_dump) {
  for (const char* type : {"normal", "mini", "full", "0x1826", "handle-data+thread-info"}) {
    const auto crash = make_dump("divide-by-zero", {.seed = 3, .dump_type = type});
    EXPECT_EQ(my_parser::open(crash.file()).crash_thread(), crash.truth().exception->thread_id) << type;
  }
}

TEST(Reader, finds_every_thread_of_a_hang) {
  const auto hang = make_dump("deadlock", {.seed = 5, .dump_type = "mini", .cpus = 2});
  std::vector<std::uint32_t> expected;
  for (const auto& thread : hang.truth().threads) expected.push_back(thread.thread_id);
  auto threads = my_parser::open(hang.file()).threads();
  std::ranges::sort(threads);
  std::ranges::sort(expected);
  ASSERT_GT(expected.size(), 1u);
  EXPECT_EQ(threads, expected);
  EXPECT_EQ(my_parser::open(hang.file()).crash_thread(), std::nullopt);
}

TEST(Reader, finds_no_crash_in_a_dump_of_an_earlier_moment) {
  const auto early = make_dump("null-pointer", {.dump_type = "0x1826", .capture = "tick:40000"});
  EXPECT_FALSE(early.truth().exception);
  EXPECT_EQ(my_parser::open(early.file()).crash_thread(), std::nullopt);
}

TEST(Dumplab, reads_the_modules_that_truth_names) {
  const auto crash = make_dump("null-pointer", {.seed = 2, .dump_type = "mini"});
  const auto dump = dumplab::Dump::open(crash.file());
  ASSERT_TRUE(dump) << dump.error().what;
  for (const auto& module : crash.truth().modules) {
    const auto* found = dump->snapshot().find_module({module.base});
    ASSERT_NE(found, nullptr) << module.name;
    EXPECT_EQ(found->path, module.path);
  }
  const auto& frame = crash.truth().threads.at(0).frames.at(0);
  EXPECT_FALSE(frame.module.empty());
}

// Must fail, and say both numbers: whoever runs this project looks whether it does.
TEST(Reader, DISABLED_a_wrong_expectation) {
  const auto crash = make_dump("null-pointer", 7);
  EXPECT_EQ(my_parser::open(crash.file()).crash_thread(), crash.truth().exception->thread_id + 4);
}

TEST(Reader, DISABLED_an_unknown_scenario) { make_dump("nowhere", 1); }
