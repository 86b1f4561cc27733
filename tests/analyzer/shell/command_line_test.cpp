// SPDX-License-Identifier: MIT
#include "shell/command_line.h"

#include <gtest/gtest.h>

namespace dumplab::shell {
namespace {

using Parts = std::vector<std::string_view>;

TEST(CommandLine, is_split_at_semicolons) {
  EXPECT_EQ(split_commands(" r ;k 5;; lm "), (Parts{"r", "k 5", "lm"}));
  EXPECT_EQ(split_commands(""), Parts());
  EXPECT_EQ(split_commands(" ; ;"), Parts());
}

TEST(CommandLine, keeps_what_is_quoted) {
  EXPECT_EQ(split_commands("s -a 0 L10 \"a;b\"; r"), (Parts{"s -a 0 L10 \"a;b\"", "r"}));
  EXPECT_EQ(split_commands(".echo \"open; r"), (Parts{".echo \"open; r"}));
}

TEST(CommandLine, has_comments) {
  EXPECT_EQ(split_commands("$$ words; r"), (Parts{"r"}));
  EXPECT_EQ(split_commands("r; * words; k"), (Parts{"r"}));
  EXPECT_EQ(split_commands("* words"), Parts());
}

TEST(CommandLine, gives_lists_for_threads_their_rest) {
  EXPECT_EQ(split_commands("r; ~*e r eip; k"), (Parts{"r", "~*e r eip; k"}));
  EXPECT_EQ(split_commands("~2e r;k"), (Parts{"~2e r;k"}));
  EXPECT_EQ(split_commands("~*k; r"), (Parts{"~*k", "r"}));
}

}  // namespace
}  // namespace dumplab::shell
