// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "dumplab/dump.h"
#include "minidump/writer.h"
#include "snapshot/captured_memory.h"
#include "snapshot/profile.h"
#include "support/sample_snapshot.h"

namespace dumplab::test {
namespace {

/// Writes and reads; there must be no problems.
Snapshot there_and_back(const Snapshot& snapshot) {
  const auto dump = Dump::from_bytes(minidump::to_bytes(snapshot));
  if (!dump) {
    ADD_FAILURE() << dump.error().what;
    return {};
  }
  for (const DumpProblem& problem : dump->problems()) ADD_FAILURE() << problem.where << ": " << problem.what;
  return dump->snapshot();
}

TEST(RoundTrip, a_full_dump_gives_the_snapshot_back) {
  const Snapshot s = make_sample_snapshot();
  EXPECT_TRUE(there_and_back(s) == s);
}

TEST(RoundTrip, a_memory_list_gives_the_snapshot_back) {
  Snapshot s = make_sample_snapshot();
  s.Flags = 0x1800;
  EXPECT_TRUE(there_and_back(s) == s);
}

TEST(RoundTrip, a_mini_dump_gives_the_reduced_snapshot_back) {
  const Snapshot s = snapshot::reduce(make_sample_snapshot(), snapshot::Profile::kMini);
  EXPECT_TRUE(there_and_back(s) == s);
}

TEST(RoundTrip, an_almost_empty_snapshot_comes_back) {
  Snapshot s;
  s.memory = std::make_shared<snapshot::CapturedMemory>();
  EXPECT_TRUE(there_and_back(s) == s);
  s.Flags = 2;
  EXPECT_TRUE(there_and_back(s) == s);
}

TEST(RoundTrip, a_snapshot_without_memory_source_comes_back_with_an_empty_one) {
  const Snapshot back = there_and_back(Snapshot{});
  ASSERT_TRUE(back.memory);
  EXPECT_TRUE(back.memory->ranges().empty());
}

TEST(RoundTrip, a_dump_that_was_read_can_be_written_again) {
  const auto first = minidump::to_bytes(make_sample_snapshot());
  const auto dump = Dump::from_bytes(first);
  ASSERT_TRUE(dump);
  EXPECT_EQ(minidump::to_bytes(dump->snapshot()), first);
}

TEST(RoundTrip, contexts_of_other_processors_and_sizes_keep_their_bytes) {
  Snapshot s = make_sample_snapshot();
  s.threads[0].context = ContextRaw{{1, 2, 3, 4}};
  s.threads[1].context = ContextRaw{{5}};
  s.system.ProcessorArchitecture = Processor::kArm64;
  s.exception->context = ContextRaw{std::vector<std::uint8_t>(912, 7)};
  EXPECT_TRUE(there_and_back(s) == s);
}

TEST(RoundTrip, amd64_contexts_come_back) {
  Snapshot s = make_sample_snapshot();
  s.system.ProcessorArchitecture = Processor::kAmd64;
  s.threads.resize(1);
  s.exception.reset();
  ContextAmd64 context;
  context.raw.assign(1232, 0);
  context.raw[0x30] = 0x0b;
  context.raw[0x32] = 0x10;
  context.ContextFlags = 0x10000b;
  context.raw[0xf8] = 0x99;
  context.Rip = 0x99;
  s.threads[0].context = context;
  EXPECT_TRUE(there_and_back(s) == s);
}

TEST(RoundTrip, a_range_at_the_top_of_the_address_space_comes_back) {
  Snapshot s = make_sample_snapshot();
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({0x1000}, std::vector<std::byte>(16, std::byte{1}));
  memory->append({0xfffffffffffffff0}, std::vector<std::byte>(16, std::byte{2}));
  s.memory = memory;
  s.threads.clear();
  s.exception.reset();
  s.system.ProcessorArchitecture = Processor::kAmd64;
  s.regions = {{0xfffffffffffff000, 0, 0, 0x1000, 0x1000, 4, 0x20000}};
  EXPECT_TRUE(there_and_back(s) == s);
}

TEST(RoundTrip, a_stack_whose_bytes_are_not_in_memory_loses_its_size_only) {
  Snapshot s = make_sample_snapshot();
  s.threads[1].stack = {{0x0022ffe0}, 0x1000};
  const Snapshot back = there_and_back(s);
  EXPECT_EQ(back.threads.at(1).stack, (AddressRange{{0x0022ffe0}, 0}));
  EXPECT_EQ(back.threads.at(0), s.threads[0]);
}

}  // namespace
}  // namespace dumplab::test
