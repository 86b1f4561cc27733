// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "snapshot/captured_memory.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint64_t kSecondOfTwo = 32 + 24 + 56;

Dump open_with(const Bytes& stream, const Bytes& parts) {
  return open_dump(HandMadeDump().x86().stream(5, stream).part(parts));
}
std::vector<AddressRange> ranges(const Dump& dump) {
  const auto span = dump.snapshot().memory->ranges();
  return {span.begin(), span.end()};
}
Bytes two_parts() {
  return Bytes().label("a").u32(0xaaaaaaaa).u8(0).label("b").u32(0xbbbbbbbb).u32(0xbbbbbbbb);
}

TEST(MemoryListStream, gives_ranges_from_any_offset) {
  const Dump dump =
      open_with(Bytes().u32(2).u64(0x2000).u32(4).rva("b").u64(0x1000).u32(4).rva("a"), two_parts());
  expect_no_problems(dump);
  EXPECT_EQ(ranges(dump), (std::vector<AddressRange>{{{0x1000}, 4}, {{0x2000}, 4}}));
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1000}), 0xaaaaaaaau);
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x2000}), 0xbbbbbbbbu);
}

TEST(MemoryListStream, may_have_padding_behind_its_count) {
  const Dump dump = open_with(Bytes().u32(1).u32(0).u64(0x1000).u32(4).rva("a"), two_parts());
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1000}), 0xaaaaaaaau);
}

TEST(MemoryListStream, lets_the_first_of_overlapping_ranges_count) {
  const Dump dump =
      open_with(Bytes().u32(2).u64(0x1002).u32(4).rva("a").u64(0x1000).u32(8).rva("b"), two_parts());
  expect_only_problem(dump, kSecondOfTwo + 20, "memory: the byte at 0x1002 is another one elsewhere");
  EXPECT_EQ(ranges(dump), (std::vector<AddressRange>{{{0x1000}, 2}, {{0x1002}, 4}, {{0x1006}, 2}}));
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1000}), 0xaaaabbbbu);
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1004}), 0xbbbbaaaau);
}

TEST(MemoryListStream, cuts_a_range_at_the_end_of_the_file_and_keeps_the_others) {
  const Dump dump = open_with(
      Bytes().u32(3).u64(0x1000).u32(400).rva("b").u64(0x2000).u32(4).u32(0x9000).u64(0x3000).u32(4).rva("a"),
      two_parts().align(4));
  expect_problem(dump, kSecondOfTwo + 4 + 8, "range at 0x1000: 0x190 bytes");
  expect_problem(dump, kSecondOfTwo + 20 + 8,
                 "range at 0x2000: 0x4 bytes at 0x9000 pass the end of the file");
  EXPECT_EQ(dump.problems().size(), 2u);
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1004}), 0xbbbbbbbbu);
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x3000}), 0xaaaaaaaau);
}

TEST(MemoryListStream, cuts_a_range_at_the_top_of_the_address_space) {
  const Dump dump = open_dump(HandMadeDump()
                                  .amd64()
                                  .stream(5, Bytes().u32(1).u64(0xfffffffffffffffe).u32(4).rva("a"))
                                  .part(two_parts()));
  expect_only_problem(dump, kSecondOfTwo + 4, "top of the address space");
  EXPECT_EQ(ranges(dump), (std::vector<AddressRange>{{{0xfffffffffffffffe}, 2}}));
}

TEST(MemoryListStream, ignores_empty_ranges) {
  const Dump dump = open_with(Bytes().u32(1).u64(0x1000).u32(0).u32(0), Bytes());
  expect_no_problems(dump);
  EXPECT_TRUE(ranges(dump).empty());
}

TEST(MemoryListStream, gives_way_to_a_Memory64List) {
  const Dump dump = open_dump(HandMadeDump()
                                  .x86()
                                  .stream(5, Bytes().u32(1).u64(0x1000).u32(4).rva("a"))
                                  .stream(9, Bytes().u64(1).rva64("b").u64(0x1000).u64(4))
                                  .part(two_parts()));
  expect_only_problem(dump, 32 + 36 + 56 + 4, "memory: the byte at 0x1000 is another one elsewhere");
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1000}), 0xbbbbbbbbu);
}

TEST(MemoryListStream, is_written_as_the_format_says) {
  Snapshot s;
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({0x1000}, Bytes().u32(0x11111111).build());
  memory->append({0x9000}, Bytes().u32(0x33333333).build());
  s.memory = memory;
  const auto dump = minidump::to_bytes(s);
  EXPECT_TRUE(stream_of(dump, 9).empty());
  const auto stream = stream_of(dump, 5);
  const std::uint64_t base = dump.size() - 8;
  EXPECT_EQ(base % 16, 0u);
  EXPECT_EQ(stream, Bytes().u32(2).u64(0x1000).u32(4).u32(base).u64(0x9000).u32(4).u32(base + 4).build());
  EXPECT_EQ(bytes_at(dump, base, 8), Bytes().u32(0x11111111).u32(0x33333333).build());
}

}  // namespace
}  // namespace dumplab::test
