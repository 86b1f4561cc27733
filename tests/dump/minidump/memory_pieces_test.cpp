// SPDX-License-Identifier: MIT
#include "minidump/memory_pieces.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"

namespace dumplab::minidump {
namespace {

std::vector<std::byte> counting_file(std::size_t size) {
  std::vector<std::byte> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 37 >> 3);
  return bytes;
}

TEST(MemoryPieces, let_the_first_added_piece_count_byte_by_byte) {
  const auto file = counting_file(256);
  Random random(1);
  for (int round = 0; round < 2000; ++round) {
    MemoryPieces pieces;
    std::map<std::uint64_t, std::byte> expected;
    // Sometimes at the very top of the address space.
    const std::uint64_t origin = round % 3 ? 0x1000 : 0xffffffffffffffc0;
    for (std::uint64_t i = 0, n = random.below(12); i < n; ++i) {
      const std::uint64_t base = random.below(64), size = random.below(64 - base + 1),
                          offset = random.below(192);
      pieces.add({origin + base}, size, offset, 0);
      for (std::uint64_t k = 0; k < size; ++k) expected.try_emplace(base + k, file[offset + k]);
    }
    const auto memory = pieces.build(ByteView(file), nullptr);
    std::map<std::uint64_t, std::byte> found;
    const AddressRange* last = nullptr;
    for (const AddressRange& range : memory->ranges()) {
      ASSERT_TRUE(!last || last->base + (last->size - 1) < range.base);
      last = &range;
      for (std::uint64_t k = 0; k < range.size; ++k) {
        std::byte b{};
        ASSERT_TRUE(memory->read_exactly(range.base + k, &b, 1));
        found[range.base.value + k - origin] = b;
      }
    }
    ASSERT_EQ(found, expected) << "round " << round;
  }
}

TEST(MemoryPieces, stay_whole_where_a_later_piece_begins) {
  const auto file = counting_file(64);
  MemoryPieces pieces;
  pieces.add({0x1000}, 32, 0, 0);
  pieces.add({0x1008}, 8, 40, 0);
  const auto memory = pieces.build(ByteView(file), nullptr);
  ASSERT_EQ(memory->ranges().size(), 1u);
  EXPECT_EQ(memory->ranges()[0], (AddressRange{{0x1000}, 32}));
}

TEST(MemoryPieces, give_a_read_up_to_the_first_missing_byte) {
  const auto file = counting_file(64);
  MemoryPieces pieces;
  pieces.add({0x1000}, 8, 0, 0);
  pieces.add({0x1008}, 8, 8, 0);
  pieces.add({0x1018}, 8, 16, 0);
  const auto memory = pieces.build(ByteView(file), nullptr);
  std::vector<std::byte> out(64);
  EXPECT_EQ(memory->read({0x1004}, out), 12u);
  EXPECT_EQ(memory->read({0x1010}, out), 0u);
  EXPECT_EQ(memory->read({0x0fff}, out), 0u);
  EXPECT_EQ(memory->read({0x101f}, out), 1u);
}

TEST(MemoryPieces, that_all_overlap_take_no_quadratic_time) {
  const auto file = counting_file(64);
  MemoryPieces pieces;
  for (std::uint64_t i = 0; i < 300'000; ++i) pieces.add({1'000'000 - i}, 1 + 2 * i, 0, 0);
  const auto memory = pieces.build(ByteView(file), nullptr);
  EXPECT_EQ(memory->ranges().size(), 2u * 300'000 - 1);
}

}  // namespace
}  // namespace dumplab::minidump
