// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint64_t kSecondOfTwo = 32 + 24 + 56;

/// MINIDUMP_MEMORY_INFO.
Bytes info(std::uint64_t base) {
  return Bytes()
      .u64(base)
      .u64(0x400000 /* AllocationBase */)
      .u32(0x80 /* AllocationProtect */)
      .u32(0)
      .u64(0x5000 /* RegionSize */)
      .u32(0x1000 /* State */)
      .u32(0x20 /* Protect */)
      .u32(0x1000000 /* Type */)
      .u32(0);
}
Region region(std::uint64_t base) { return {base, 0x400000, 0x80, 0x5000, 0x1000, 0x20, 0x1000000}; }

Dump open_with(const Bytes& stream) { return open_dump(HandMadeDump().x86().stream(16, stream)); }

TEST(MemoryInfoListStream, has_all_fields) {
  const Dump dump = open_with(Bytes().u32(16).u32(48).u64(1).append(info(0x401000)));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().regions, (std::vector<Region>{region(0x401000)}));
}

TEST(MemoryInfoListStream, may_have_a_longer_header_and_longer_entries) {
  const Dump dump =
      open_with(Bytes().u32(24).u32(56).u64(2).zeros(8).append(info(0x1000)).zeros(8).append(info(0x9000)));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().regions, (std::vector<Region>{region(0x1000), region(0x9000)}));
}

TEST(MemoryInfoListStream, refuses_entries_that_are_too_short) {
  const Dump dump = open_with(Bytes().u32(16).u32(40).u64(1).append(info(0x1000)));
  expect_only_problem(dump, kSecondOfTwo + 4, "SizeOfEntry 40");
  EXPECT_TRUE(dump.snapshot().regions.empty());
}

TEST(MemoryInfoListStream, gives_the_entries_that_fit_of_a_count_that_does_not) {
  const Dump dump = open_with(Bytes().u32(16).u32(48).u64(0xffffffffffffffff).append(info(0x1000)).zeros(47));
  expect_only_problem(dump, kSecondOfTwo,
                      "18446744073709551615 entries of 48 bytes do not fit into 111 bytes: 1 read");
  EXPECT_EQ(dump.snapshot().regions.size(), 1u);
}

TEST(MemoryInfoListStream, finds_no_entry_behind_a_header_that_is_longer_than_the_stream) {
  const Dump dump = open_with(Bytes().u32(0xffffffff).u32(48).u64(1).append(info(0x1000)));
  expect_only_problem(dump, kSecondOfTwo, "0 read");
}

TEST(MemoryInfoListStream, cuts_a_region_at_the_top_of_the_address_space) {
  const Dump dump = open_dump(
      HandMadeDump().amd64().stream(16, Bytes().u32(16).u32(48).u64(1).append(info(0xfffffffffffff000))));
  expect_only_problem(dump, kSecondOfTwo + 16 + 24, "top of the address space");
  EXPECT_EQ(dump.snapshot().regions.at(0).RegionSize, 0x1000u);
}

TEST(MemoryInfoListStream, sorts_regions_that_are_not_in_order) {
  const Dump dump = open_with(Bytes().u32(16).u32(48).u64(2).append(info(0x9000)).append(info(0x1000)));
  expect_only_problem(dump, kSecondOfTwo + 16 + 48, "not in ascending order");
  EXPECT_EQ(dump.snapshot().regions, (std::vector<Region>{region(0x1000), region(0x9000)}));
}

TEST(MemoryInfoListStream, is_written_as_the_format_says) {
  Snapshot s;
  s.regions = {region(0x1000), region(0x9000)};
  EXPECT_EQ(stream_of(minidump::to_bytes(s), 16),
            Bytes().u32(16).u32(48).u64(2).append(info(0x1000)).append(info(0x9000)).build());
}

TEST(MemoryInfoListStream, is_not_written_where_a_dump_does_not_tell_regions) {
  EXPECT_TRUE(stream_of(minidump::to_bytes(Snapshot{}), 16).empty());
}

}  // namespace
}  // namespace dumplab::test
