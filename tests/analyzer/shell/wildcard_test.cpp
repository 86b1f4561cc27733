// SPDX-License-Identifier: MIT
#include "shell/wildcard.h"

#include <gtest/gtest.h>

#include <string>

namespace dumplab::shell {
namespace {

TEST(Wildcard, star_is_any_text) {
  EXPECT_TRUE(matches("*", ""));
  EXPECT_TRUE(matches("*Node*", "ReadNodes"));
  EXPECT_TRUE(matches("a*b*c", "aXbYbZc"));
  EXPECT_FALSE(matches("a*b", "abc"));
  EXPECT_FALSE(matches("", "a"));
}

TEST(Wildcard, question_mark_is_one_character) {
  EXPECT_TRUE(matches("mai?", "main"));
  EXPECT_FALSE(matches("mai?", "mai"));
  EXPECT_TRUE(matches("?*", "x"));
  EXPECT_FALSE(matches("?*", ""));
}

TEST(Wildcard, case_of_ASCII_letters_does_not_count) {
  EXPECT_TRUE(matches("NTDLL", "ntdll"));
  EXPECT_FALSE(matches("[", "{")) << "only letters";
  EXPECT_TRUE(equal_without_case("Orders", "oRDERS"));
  EXPECT_FALSE(equal_without_case("Orders", "Order"));
}

TEST(Wildcard, many_stars_take_no_time) {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "a*";
  EXPECT_FALSE(matches(pattern + "b", std::string(5000, 'a')));
}

}  // namespace
}  // namespace dumplab::shell
