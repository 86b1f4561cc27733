// SPDX-License-Identifier: MIT
#include "snapshot/profile.h"
#include "snapshot/dump_type.h"

#include <gtest/gtest.h>

#include <map>

#include "snapshot/captured_memory.h"
#include "support/bytes.h"

namespace dumplab::snapshot {
namespace {

using test::Bytes;
using Ranges = std::vector<AddressRange>;

constexpr std::uint64_t kTeb = 0x7ffde000, kPeb = 0x7ffd5000, kLoader = 0x150000, kEntry = 0x151000,
                        kName = 0x152000, kParameters = 0x20000, kEnvironment = 0x10000, kCode = 0x401000,
                        kStack = 0x12e000;

/// A page with 32-bit words at some offsets.
std::vector<std::byte> page(const std::map<std::uint32_t, std::uint32_t>& words) {
  std::vector<std::byte> bytes(0x1000);
  for (const auto& [offset, value] : words)
    for (std::uint32_t i = 0; i < 4; ++i) bytes[offset + i] = std::byte(value >> 8 * i & 0xff);
  return bytes;
}

/// One thread whose TEB leads to a PEB, a loader list of one module and process parameters. Offsets are those
/// of Windows XP's structures.
Snapshot make_process() {
  auto memory = std::make_shared<CapturedMemory>();
  memory->append({kEnvironment}, page({}));
  memory->append({kParameters}, page({{0x04, 0x290 /* Length */}, {0x48, kEnvironment}}));
  memory->append({kStack}, std::vector<std::byte>(0x2000));
  memory->append({kLoader}, page({{0x0c, kEntry /* InLoadOrderModuleList.Flink */}}));
  memory->append({kEntry}, page({{0x00, kLoader + 0x0c /* InLoadOrderLinks.Flink */},
                                 {0x24, 0x00140012 /* FullDllName.Length 18 */},
                                 {0x28, kName},
                                 {0x2c, 0x00060004 /* BaseDllName.Length 4 */},
                                 {0x30, kName + 0x100}}));
  memory->append({kName}, page({}));
  memory->append({kCode}, page({}));
  memory->append({kPeb}, page({{0x0c, kLoader /* Ldr */}, {0x10, kParameters /* ProcessParameters */}}));
  memory->append({kTeb}, page({{0x30, kPeb /* ProcessEnvironmentBlock */}}));
  Snapshot s;
  s.memory = memory;
  Thread thread;
  thread.ThreadId = 7;
  thread.Teb = kTeb;
  thread.stack = {{kStack + 0x1f00}, 0x100};
  ContextX86 context;
  context.Eip = kCode + 0x200;
  thread.context = context;
  s.threads = {thread};
  return s;
}

bool has(const Snapshot& s, std::uint64_t address, std::size_t size) {
  std::vector<std::byte> out(size);
  return s.memory->read_exactly({address}, out.data(), size);
}

TEST(DumpType, is_a_word_words_or_a_number) {
  EXPECT_EQ(parse_dump_type("full"), 0x1826u);
  EXPECT_EQ(parse_dump_type("mini"), 0x1924u);
  EXPECT_EQ(parse_dump_type("normal"), 0u);
  EXPECT_EQ(parse_dump_type("data-segs+handle-data"), 5u);
  EXPECT_EQ(parse_dump_type("0x1826"), 0x1826u);
  for (const char* wrong : {"", "huge", "full+", "0x", "0x200000", "0x1g", "1826"})
    EXPECT_EQ(parse_dump_type(wrong), std::nullopt) << wrong;
}

TEST(Profile, says_in_its_flags_whether_memory_is_full) {
  EXPECT_EQ(dump_flags(Profile::kFull) & 2, 2u);
  EXPECT_EQ(dump_flags(Profile::kMini) & 2, 0u);
}

TEST(Reduce, to_full_keeps_all_memory) {
  const Snapshot s = make_process();
  const Snapshot full = reduce(s, Profile::kFull);
  EXPECT_EQ(full.memory, s.memory);
  EXPECT_EQ(full.Flags, dump_flags(Profile::kFull));
}

TEST(Reduce, to_mini_keeps_stacks_code_TEB_PEB_and_loader_structures) {
  const Snapshot mini = reduce(make_process(), Profile::kMini);
  EXPECT_EQ(mini.Flags, dump_flags(Profile::kMini));
  EXPECT_TRUE(has(mini, kStack + 0x1f00, 0x100));
  EXPECT_TRUE(has(mini, kCode + 0x200 - 128, 256));
  EXPECT_TRUE(has(mini, kTeb, 0x1000));
  EXPECT_TRUE(has(mini, kPeb, 0x1000));
  EXPECT_TRUE(has(mini, kLoader, 0x28));
  EXPECT_TRUE(has(mini, kEntry, 0x50));
  EXPECT_TRUE(has(mini, kName, 20));
  EXPECT_TRUE(has(mini, kName + 0x100, 6));
  EXPECT_TRUE(has(mini, kParameters, 0x290));
  EXPECT_TRUE(has(mini, kEnvironment, 0x1000));
}

TEST(Reduce, to_mini_leaves_out_the_rest) {
  const Snapshot mini = reduce(make_process(), Profile::kMini);
  EXPECT_FALSE(has(mini, kStack, 1));
  EXPECT_FALSE(has(mini, kStack + 0x1eff, 1));
  EXPECT_FALSE(has(mini, kCode, 1));
  EXPECT_FALSE(has(mini, kCode + 0x200 + 128, 1));
  EXPECT_FALSE(has(mini, kName + 0x200, 1));
}

TEST(Reduce, to_mini_changes_nothing_but_memory_and_flags) {
  const Snapshot s = make_process();
  Snapshot mini = reduce(s, Profile::kMini);
  mini.memory = s.memory;
  mini.Flags = s.Flags;
  EXPECT_TRUE(mini == s);
}

TEST(Reduce, to_mini_keeps_the_code_at_the_exception) {
  Snapshot s = make_process();
  ContextX86 context;
  context.Eip = kCode + 0x800;
  s.exception = Exception{7, 0xc0000005, 0, 0, kCode + 0x800, {}, context};
  EXPECT_TRUE(has(reduce(s, Profile::kMini), kCode + 0x800, 1));
}

TEST(Reduce, to_mini_does_not_follow_a_loader_list_for_ever) {
  Snapshot s = make_process();
  auto memory = std::make_shared<CapturedMemory>();
  memory->append({kLoader}, page({{0x0c, kEntry}}));
  memory->append({kEntry}, page({{0x00, kEntry}}));
  memory->append({kPeb}, page({{0x0c, kLoader}}));
  memory->append({kTeb}, page({{0x30, kPeb}}));
  s.memory = memory;
  EXPECT_TRUE(has(reduce(s, Profile::kMini), kEntry, 0x50));
}

TEST(Reduce, to_mini_of_a_process_without_memory_or_threads_works) {
  EXPECT_FALSE(reduce(Snapshot{}, Profile::kMini).memory);
  Snapshot s = make_process();
  s.threads.clear();
  EXPECT_TRUE(reduce(s, Profile::kMini).memory->ranges().empty());
}

}  // namespace
}  // namespace dumplab::snapshot
