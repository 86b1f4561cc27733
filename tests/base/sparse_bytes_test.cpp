// SPDX-License-Identifier: MIT
#include "base/sparse_bytes.h"

#include <gtest/gtest.h>

#include <random>

namespace dumplab {
namespace {

TEST(SparseBytes, reads_zeros_where_nothing_was_written) {
  SparseBytes bytes;
  bytes.resize(10'000);
  std::vector<std::byte> out(5000, std::byte{1});
  EXPECT_EQ(bytes.read(6000, out), 4000u);
  EXPECT_EQ(out[3999], std::byte{0});
  EXPECT_EQ(out[4000], std::byte{1});
  EXPECT_EQ(bytes.read(10'000, out), 0u);
}

TEST(SparseBytes, forgets_what_is_cut_off) {
  SparseBytes bytes;
  bytes.resize(4096);
  bytes.write(0, std::vector<std::byte>(4096, std::byte{7}));
  bytes.resize(100);
  bytes.resize(4096);
  const auto all = bytes.to_vector();
  EXPECT_EQ(all[99], std::byte{7});
  EXPECT_EQ(all[100], std::byte{0});
}

TEST(SparseBytes, is_an_array_of_bytes) {
  constexpr std::size_t kSize = 20'000;
  SparseBytes bytes;
  bytes.resize(kSize);
  std::vector<std::byte> expected(kSize);
  std::mt19937 random(1);
  for (int i = 0; i < 500; ++i) {
    const std::size_t at = random() % kSize, size = random() % std::min<std::size_t>(kSize - at, 6000);
    std::vector<std::byte> part(size, static_cast<std::byte>(random() % 3));
    bytes.write(at, part);
    std::copy(part.begin(), part.end(), expected.begin() + static_cast<std::ptrdiff_t>(at));
  }
  EXPECT_EQ(bytes.to_vector(), expected);
}

}  // namespace
}  // namespace dumplab
