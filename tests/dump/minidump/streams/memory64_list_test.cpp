// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "snapshot/captured_memory.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint64_t kSecondOfTwo = 32 + 24 + 56;

Dump open_with(const Bytes& stream, const Bytes& memory) {
  return open_dump(HandMadeDump().x86().stream(9, stream).part(Bytes().label("memory").append(memory)));
}
std::vector<AddressRange> ranges(const Dump& dump) {
  const auto span = dump.snapshot().memory->ranges();
  return {span.begin(), span.end()};
}

TEST(Memory64ListStream, gives_ranges_whose_bytes_follow_each_other) {
  const Dump dump = open_with(Bytes().u64(2).rva64("memory").u64(0x2000).u64(4).u64(0x1000).u64(8),
                              Bytes().u32(0xaaaaaaaa).u32(0xbbbbbbbb).u32(0xcccccccc));
  expect_no_problems(dump);
  EXPECT_EQ(ranges(dump), (std::vector<AddressRange>{{{0x1000}, 8}, {{0x2000}, 4}}));
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x2000}), 0xaaaaaaaau);
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1004}), 0xccccccccu);
}

TEST(Memory64ListStream, keeps_ranges_that_touch_apart_and_reads_across_them) {
  const Dump dump = open_with(Bytes().u64(2).rva64("memory").u64(0x1000).u64(2).u64(0x1002).u64(2),
                              Bytes().u32(0x44332211));
  EXPECT_EQ(ranges(dump).size(), 2u);
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1000}), 0x44332211u);
}

TEST(Memory64ListStream, cuts_the_range_at_the_end_of_the_file) {
  const Dump dump =
      open_with(Bytes().u64(2).rva64("memory").u64(0x1000).u64(8).u64(0x2000).u64(4), Bytes().u32(1));
  expect_only_problem(dump, kSecondOfTwo + 16 + 8,
                      "range 1 of 2, 0x8 bytes at 0x1000, passes the end of the file");
  EXPECT_EQ(ranges(dump), (std::vector<AddressRange>{{{0x1000}, 4}}));
}

TEST(Memory64ListStream, takes_a_size_near_2_to_the_64_for_a_cut) {
  const Dump dump = open_with(
      Bytes().u64(2).rva64("memory").u64(0x1000).u64(4).u64(0x2000).u64(0xfffffffffffffff0), Bytes().u64(1));
  expect_problem(dump, kSecondOfTwo + 8, "the bytes of 2 ranges");
  expect_problem(dump, kSecondOfTwo + 32 + 8, "range 2 of 2");
  EXPECT_EQ(ranges(dump), (std::vector<AddressRange>{{{0x1000}, 4}, {{0x2000}, 4}}));
}

TEST(Memory64ListStream, gives_nothing_when_BaseRva_lies_outside_the_file) {
  const Dump dump = open_with(Bytes().u64(1).u64(0xffffffffffffff00).u64(0x1000).u64(4), Bytes().u32(1));
  expect_problem(dump, kSecondOfTwo + 8, "the bytes of 1 ranges");
  expect_problem(dump, kSecondOfTwo + 16 + 8, "range 1 of 1");
  EXPECT_TRUE(ranges(dump).empty());
}

TEST(Memory64ListStream, gives_the_entries_that_fit_of_a_count_that_does_not) {
  const Dump dump =
      open_with(Bytes().u64(0x8000000000000000).rva64("memory").u64(0x1000).u64(4), Bytes().u32(0x77));
  expect_only_problem(dump, kSecondOfTwo, "9223372036854775808 entries");
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1000}), 0x77u);
}

TEST(Memory64ListStream, cuts_a_range_at_the_top_of_the_address_space) {
  const Dump dump = open_dump(HandMadeDump()
                                  .amd64()
                                  .stream(9, Bytes().u64(1).rva64("memory").u64(0xfffffffffffffffe).u64(4))
                                  .part(Bytes().label("memory").u32(0x44332211)));
  expect_only_problem(dump, kSecondOfTwo + 16, "top of the address space");
  EXPECT_EQ(ranges(dump), (std::vector<AddressRange>{{{0xfffffffffffffffe}, 2}}));
}

TEST(Memory64ListStream, notes_a_header_that_is_cut) {
  expect_only_problem(open_with(Bytes().u64(1), Bytes()), kSecondOfTwo + 8, "ends after 8 of 16 bytes");
}

TEST(Memory64ListStream, is_written_as_the_format_says) {
  Snapshot s;
  s.Flags = 2;
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({0x1000}, Bytes().u32(0x11111111).build());
  memory->append({0x1004}, Bytes().u16(0x2222).build());
  memory->append({0x9000}, Bytes().u32(0x33333333).build());
  s.memory = memory;
  const auto dump = minidump::to_bytes(s);
  EXPECT_TRUE(stream_of(dump, 5).empty());
  const auto stream = stream_of(dump, 9);
  ASSERT_EQ(stream.size(), 64u);
  EXPECT_EQ(number_at(stream, 0, 8), 3u);
  EXPECT_EQ(bytes_at(stream, 16, 48),
            Bytes().u64(0x1000).u64(4).u64(0x1004).u64(2).u64(0x9000).u64(4).build());
  const auto base = number_at(stream, 8, 8);
  EXPECT_EQ(base % 16, 0u);
  EXPECT_EQ(base + 10, dump.size());
  EXPECT_EQ(bytes_at(dump, base, 10), Bytes().u32(0x11111111).u16(0x2222).u32(0x33333333).build());
}

}  // namespace
}  // namespace dumplab::test
