// SPDX-License-Identifier: MIT
// Expected hashes: published.py, by the reference library of Argon2 (argon2id_hash_raw, one lane), salt 00 01
// ... 0f.
#include "classroom/check_hash.h"

#include <gtest/gtest.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace dumplab::classroom {
namespace {

constexpr HashCost kCheap{1, 8192};

Salt counting_salt() {
  Salt salt;
  std::iota(salt.begin(), salt.end(), std::uint8_t{0});
  return salt;
}

std::string hash_of(const std::vector<std::string>& answers, const HashCost& cost) {
  const auto check = make_check_hash(answers, counting_salt(), cost);
  if (!check) return check.error().what;
  std::string digits;
  for (const std::uint8_t byte : check->hash) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", byte);
    digits += two;
  }
  return digits;
}

/// Milliseconds of this thread on a processor.
double processor_time() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

TEST(CheckHash, is_argon2id_of_length_prefixed_answers) {
  EXPECT_EQ(hash_of({"0012ffc0"}, {3, 16 << 20}),
            "c2f2dfa637975ffedfec558b381152e508892fd5b0db30403c21854d4d02f123");
  EXPECT_EQ(hash_of({"0012ffc0", "1a4"}, kCheap),
            "4cd2fe4bdc5f26d8d85a7aa0e9d19cc3246d30e70cc35bf8be7bc49c086e6351");
}

TEST(CheckHash, knows_the_answers_in_their_order) {
  const auto check = make_check_hash(std::vector<std::string>{"0012ffc0", "1a4"}, counting_salt(), kCheap);
  ASSERT_TRUE(check);
  const auto is_right = [&](std::vector<std::string> answers) { return *verify(*check, answers, kCheap); };
  EXPECT_TRUE(is_right({"0012ffc0", "1a4"}));
  EXPECT_FALSE(is_right({"1a4", "0012ffc0"}));
  EXPECT_FALSE(is_right({"0012ffc0", "1a5"}));
  EXPECT_FALSE(is_right({"0012ffc0"}));
  EXPECT_FALSE(is_right({"0012ffc01a4"}));
  EXPECT_FALSE(is_right({"0012ffc0", "1a4", ""}));
}

TEST(CheckHash, depends_on_salt_and_cost) {
  const std::vector<std::string> answers{"1a4"};
  auto check = *make_check_hash(answers, counting_salt(), kCheap);
  EXPECT_FALSE(*verify(check, answers, {2, 8192}));
  EXPECT_FALSE(*verify(check, answers, {1, 9216}));
  check.salt[15] ^= 1;
  EXPECT_FALSE(*verify(check, answers, kCheap));
}

TEST(CheckHash, costs_at_most_50_milliseconds) {
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const double start = processor_time();
    ASSERT_TRUE(make_check_hash(std::vector<std::string>{"0012ffc0"}, counting_salt()));
    best = std::min(best, processor_time() - start);
  }
  std::printf("one guess: %.1f ms\n", best);
  EXPECT_LE(best, 50);
}

TEST(HashCost, is_bounded) {
  EXPECT_TRUE(is_acceptable(kHashCost));
  EXPECT_TRUE(is_acceptable({64, 256 << 20}));
  EXPECT_FALSE(is_acceptable({0, 8192}));
  EXPECT_FALSE(is_acceptable({65, 8192}));
  EXPECT_FALSE(is_acceptable({1, 7168}));
  EXPECT_FALSE(is_acceptable({1, 8193}));
  EXPECT_FALSE(is_acceptable({1, (256 << 20) + 1024}));
}

// A core-year has 365 * 86400 * 1000 = 31536000000 ms.
TEST(Publishing, needs_a_core_year_of_guesses) {
  const auto may = [](std::vector<std::uint64_t> candidates, std::uint64_t ms) {
    return may_publish(candidates, ms);
  };
  EXPECT_TRUE(may({31536000000}, 1));
  EXPECT_FALSE(may({31535999999}, 1));
  EXPECT_TRUE(may({1576800000}, 20));
  EXPECT_FALSE(may({1576799999}, 20));
  // An enum of 8, 60 threads, 300 blocks, 200 witnesses, 60 threads; 1728000000 * 250 ms are 13.7 core-years.
  EXPECT_TRUE(may({8, 60, 300, 200, 60}, 250));
  EXPECT_TRUE(may({8, 60, 300, 200, 60}, 20));   // 34560000000 ms
  EXPECT_FALSE(may({8, 60, 300, 200, 60}, 18));  // 31104000000 ms
  EXPECT_FALSE(may({8, 60, 300, 200}, 250));     // 0.2 core-years
}

TEST(Publishing, counts_without_wrapping) {
  const auto may = [](std::vector<std::uint64_t> candidates, std::uint64_t ms) {
    return may_publish(candidates, ms);
  };
  EXPECT_TRUE(may({1ull << 32, 1ull << 32}, 1));  // 2^64
  EXPECT_TRUE(may({1ull << 63, 2, 1}, ~0ull));
  EXPECT_FALSE(may({1ull << 63, 1ull << 63, 0}, 20));  // no candidate at all
  EXPECT_FALSE(may({1ull << 63}, 0));
  EXPECT_FALSE(may({}, 20));
}

}  // namespace
}  // namespace dumplab::classroom
