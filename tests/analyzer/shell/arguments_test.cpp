// SPDX-License-Identifier: MIT
#include "shell/arguments.h"

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::shell {
namespace {

Result<Range> range_of(std::string_view text, unsigned unit = 4,
                       std::optional<std::uint64_t> next = std::nullopt) {
  test::Script script = test::script_of(test::hand_made());
  ArgumentReader arguments(script.session(), text);
  return read_range(arguments, script.session().target(), unit, 32, next);
}

TEST(Arguments, have_ranges_with_counts) {
  EXPECT_EQ(range_of("1000")->begin, 0x1000u);
  EXPECT_EQ(range_of("1000")->count, 32u) << "as usual";
  EXPECT_EQ(range_of("1000 L10")->count, 16u);
  EXPECT_EQ(range_of("1000 l0n10")->count, 10u);
  EXPECT_EQ(range_of("1000 L 4")->count, 4u);
}

TEST(Arguments, have_ranges_with_ends) {
  EXPECT_EQ(range_of("1000 100f")->count, 4u) << "the end belongs to it";
  EXPECT_EQ(range_of("1000 1010")->count, 5u);
  EXPECT_TRUE(range_of("1000 100f")->has_end);
  EXPECT_FALSE(range_of("1000 L4")->has_end);
  EXPECT_EQ(range_of("1000 fff").error().what, "Range error: it ends before it begins");
}

TEST(Arguments, go_on_without_an_address) {
  EXPECT_EQ(range_of("", 4, 0x2000)->begin, 0x2000u);
  EXPECT_EQ(range_of("L8", 4, 0x2000)->begin, 0x2000u);
  EXPECT_EQ(range_of("L8", 4, 0x2000)->count, 8u);
  EXPECT_EQ(range_of("").error().what, "An address is needed");
}

TEST(Arguments, have_a_largest_range) {
  EXPECT_EQ(range_of("0 L10000000")->count, 0x10000000u);
  EXPECT_EQ(range_of("0 L10000001").error().what,
            "Range error: L10000001 is more than 256 MB; L?10000001 means it");
  EXPECT_EQ(range_of("0 L?10000001")->count, 0x10000001u);
  EXPECT_EQ(range_of("0 10000000").error().what, "Range error: more than 256 MB");
}

TEST(Arguments, stay_in_the_address_space) {
  EXPECT_EQ(range_of("ffffffff L10", 1)->count, 1u);
  EXPECT_EQ(range_of("fffffff0 L?ffffffff", 4)->count, 4u);
  EXPECT_EQ(range_of("1`00001000")->begin, 0x1000u);
}

TEST(Arguments, have_words_options_and_ends) {
  test::Script script = test::script_of(test::hand_made());
  ArgumentReader arguments(script.session(), "-v /c \"two words\" m 5 rest");
  EXPECT_EQ(arguments.take_options(), "v");
  EXPECT_EQ(arguments.take_options(), "c");
  EXPECT_EQ(arguments.word(), "two words");
  EXPECT_FALSE(arguments.take("mm"));
  EXPECT_TRUE(arguments.take("m"));
  EXPECT_EQ(arguments.number().value(), 5u);
  EXPECT_EQ(expect_end(arguments).error().what, "Extra character error in 'rest'");
  EXPECT_EQ(ArgumentReader(script.session(), "-1").take_options(), std::nullopt) << "a number";
}

}  // namespace
}  // namespace dumplab::shell
