// SPDX-License-Identifier: MIT
#include "saved/archive.h"

#include "simulator/saved/through_archive.h"

namespace dumplab::saved {
namespace {

using test::bytes_of;
using test::expect_damage;
using test::fill;

std::vector<std::byte> bytes(std::initializer_list<int> values) {
  std::vector<std::byte> result;
  for (const int value : values) result.push_back(static_cast<std::byte>(value));
  return result;
}

TEST(Archive, has_numbers_of_fixed_width_low_byte_first) {
  EXPECT_EQ(bytes_of(std::uint16_t{0x1234}, std::uint32_t{1}, true), bytes({0x34, 0x12, 1, 0, 0, 0, 1}));
  EXPECT_EQ(bytes_of(std::string("ab")), bytes({2, 0, 0, 0, 0, 0, 0, 0, 'a', 'b'}));
  EXPECT_EQ(bytes_of(std::optional<std::uint8_t>(7), std::optional<std::uint8_t>()), bytes({1, 7, 0}));
}

TEST(Archive, gives_containers_back) {
  std::map<std::string, std::vector<std::uint32_t>> in = {{"a", {1, 2}}, {"b", {}}}, out = {{"old", {}}};
  ASSERT_TRUE(fill(out, bytes_of(in)));
  EXPECT_EQ(out, in);
  std::set<std::uint32_t> numbers;
  ASSERT_TRUE(fill(numbers, bytes_of(std::set<std::uint32_t>{5, 3})));
  EXPECT_EQ(numbers, (std::set<std::uint32_t>{3, 5}));
}

TEST(Archive, refuses_a_count_of_more_than_is_there) {
  auto cut = bytes_of(std::vector<std::uint32_t>{1, 2});
  cut.resize(12);
  expect_damage<std::vector<std::uint32_t>>(cut, 0x10c);
  expect_damage<std::string>(bytes({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 'a'}), 0x108);
  expect_damage<std::vector<std::byte>>(bytes({2, 0, 0, 0, 0, 0, 0, 0, 1}), 0x108);
}

TEST(Archive, refuses_what_no_machine_has) {
  expect_damage<bool>(bytes({2}), 0x101);
  expect_damage<std::uint64_t>(bytes({1, 2, 3}), 0x100);
  const auto twice = bytes_of(std::vector<std::uint32_t>{4, 4});  // as a set: one key twice
  expect_damage<std::set<std::uint32_t>>(twice, 0x110);
}

TEST(Archive, takes_no_memory_that_its_bytes_do_not_account_for) {
  const std::vector<std::byte> small(100);
  InputBuffer buffer{ByteView(small)};
  Loader archive(buffer);
  archive.expand(kFreeExpansion);
  archive.expand(100 * kMostExpansion);
  EXPECT_THROW(archive.expand(1), Damage);
}

}  // namespace
}  // namespace dumplab::saved
