// SPDX-License-Identifier: MIT
// Every cut and every flipped bit of a small dump: never a crash, and a cut is never kept secret.
#include <gtest/gtest.h>

#include <algorithm>

#include "dumplab/dump.h"
#include "minidump/writer.h"
#include "support/bytes.h"
#include "support/dump_checks.h"
#include "support/sample_snapshot.h"

namespace dumplab::test {
namespace {

std::uint64_t directory_end(const std::vector<std::byte>& bytes) { return 32 + 12 * number_at(bytes, 8, 4); }

/// Where the memory begins: the first range's bytes.
std::uint64_t memory_start(const std::vector<std::byte>& bytes) {
  for (std::uint64_t i = 32; i < directory_end(bytes); i += 12) {
    const auto rva = number_at(bytes, i + 8, 4);
    if (number_at(bytes, i, 4) == 9) return number_at(bytes, rva + 8, 8);
    if (number_at(bytes, i, 4) == 5) return number_at(bytes, rva + 4 + 12, 4);
  }
  return 0;
}

class Damage : public testing::TestWithParam<std::uint64_t> {
 protected:
  std::vector<std::byte> bytes() const {
    Snapshot s = make_sample_snapshot();
    s.Flags = GetParam();
    return minidump::to_bytes(s);
  }
};
INSTANTIATE_TEST_SUITE_P(WithMemory64ListAndMemoryList, Damage, testing::Values(0x1802, 0x1800));

TEST_P(Damage, a_file_cut_before_the_end_of_its_directory_is_refused_anywhere) {
  const auto whole = bytes();
  for (std::size_t size = 0; size < directory_end(whole); ++size) {
    const auto dump = Dump::from_bytes({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
    ASSERT_FALSE(dump) << size;
    ASSERT_EQ(dump.error().kind, ErrorKind::kTruncated) << size;
  }
}

TEST_P(Damage, a_file_cut_behind_its_directory_opens_with_problems_anywhere) {
  const auto whole = bytes();
  for (std::size_t size = directory_end(whole); size < whole.size(); ++size) {
    const auto dump = Dump::from_bytes({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
    ASSERT_TRUE(dump) << size << " " << dump.error().what;
    ASSERT_FALSE(dump->problems().empty()) << size;
    ASSERT_NO_THROW(touch_everything(*dump)) << size;
  }
}

TEST_P(Damage, each_stream_that_is_cut_has_a_problem) {
  const auto whole = bytes();
  const auto end = directory_end(whole);
  const auto dump = Dump::from_bytes({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(end)});
  ASSERT_TRUE(dump);
  for (std::uint64_t entry = 32; entry < end; entry += 12)
    EXPECT_TRUE(std::ranges::any_of(dump->problems(), [&](const DumpProblem& p) { return p.where == entry; }))
        << entry;
}

TEST_P(Damage, no_flipped_bit_in_front_of_the_memory_does_harm) {
  const auto whole = bytes();
  ASSERT_GT(memory_start(whole), directory_end(whole));
  for (std::size_t at = 0; at < memory_start(whole); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      auto flipped = whole;
      flipped[at] ^= std::byte(1 << bit);
      const auto dump = Dump::from_bytes(std::move(flipped));
      if (dump) {
        ASSERT_NO_THROW(touch_everything(*dump)) << at << " bit " << bit;
      }
    }
}

TEST_P(Damage, bytes_of_ones_in_any_field_do_no_harm) {
  const auto whole = bytes();
  for (std::size_t at = 0; at + 8 <= memory_start(whole); at += 2)
    for (const std::size_t size : {2, 4, 8}) {
      auto changed = whole;
      for (std::size_t i = 0; i < size; ++i) changed[at + i] = std::byte{0xff};
      const auto dump = Dump::from_bytes(std::move(changed));
      if (dump) {
        ASSERT_NO_THROW(touch_everything(*dump)) << at << " size " << size;
      }
    }
}

}  // namespace
}  // namespace dumplab::test
