// SPDX-License-Identifier: MIT
// Worked out by hand, as the comments say.
#include "question/marks.h"

#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

unsigned given(std::string_view type, std::string_view answer, std::string_view key,
               const IsNear& is_near = {}) {
  return marks(type_of(type), answer, key, is_near);
}

/// In one page.
bool shares_page(const AnswerType& type, std::string_view answer, std::string_view key) {
  return type.kind == AnswerKind::kAddr && answer.substr(0, 5) == key.substr(0, 5);
}

TEST(Marks, of_plain_values_are_all_or_nothing) {
  EXPECT_EQ(given("addr", "0012ff80", "0012ff80"), 1000u);
  EXPECT_EQ(given("addr", "0012ff84", "0012ff80"), 0u);
  EXPECT_EQ(given("enum{read,write}", "write", "read"), 0u);
}

TEST(Marks, of_a_near_place_are_half) {
  EXPECT_EQ(given("addr", "0012ff84", "0012ff80", shares_page), 500u);
  EXPECT_EQ(given("addr", "0013ff84", "0012ff80", shares_page), 0u);
  EXPECT_EQ(given("dword", "0012ff84", "0012ff80", shares_page), 0u);
}

TEST(Marks, of_tuples_are_half_when_what_is_wrong_is_near) {
  EXPECT_EQ(given("(tid,addr)", "(1a4,0012ff84)", "(1a4,0012ff80)", shares_page), 500u);
  EXPECT_EQ(given("(tid,addr)", "(1a0,0012ff80)", "(1a4,0012ff80)", shares_page), 0u);
  EXPECT_EQ(given("(tid,addr)", "(1a4,0012ff84)", "(1a4,0012ff80)"), 0u);
}

TEST(Marks, of_yes_and_no_alone_are_none) {
  EXPECT_EQ(given("bool2<addr>", "yes,0012ff80", "yes,0012ff80"), 1000u);
  EXPECT_EQ(given("bool2<addr>", "yes,0013ff80", "yes,0012ff80", shares_page), 0u);
  EXPECT_EQ(given("bool2<addr>", "yes,0012ff84", "yes,0012ff80", shares_page), 500u);
  EXPECT_EQ(given("bool2<addr>", "no,0012ff80", "yes,0012ff80", shares_page), 0u);
}

TEST(Marks, of_ranges_are_full_within_the_tolerance) {
  EXPECT_EQ(given("range{2}", "15", "17"), 1000u);
  EXPECT_EQ(given("range{2}", "19", "17"), 1000u);
  EXPECT_EQ(given("range{2}", "14", "17"), 0u);
  EXPECT_EQ(given("range{2}", "-1", "1"), 1000u);
  EXPECT_EQ(given("range{2}", "-9223372036854775807", "9223372036854775807"), 0u);
}

TEST(Marks, of_sets_are_their_f1) {
  // 2 common of 3 given and 4 wanted: precision 2/3, recall 2/4, F1 = 2 * 2 / (3 + 4) = 0.5714...
  EXPECT_EQ(given("set<tid>", "1,2,9", "1,2,3,4"), 571u);
  // Ten guesses for two wanted: 2 * 2 / (10 + 2) = 0.3333...
  EXPECT_EQ(given("set<tid>", "1,2,3,4,5,6,7,8,9,a", "1,2"), 333u);
  EXPECT_EQ(given("set<tid>", "5,6", "1,2"), 0u);
  EXPECT_EQ(given("set<tid>", "{}", "1,2"), 0u);
  EXPECT_EQ(given("set<tid>", "1", "{}"), 0u);
  EXPECT_EQ(given("set<tid>", "{}", "{}"), 1000u);
  EXPECT_EQ(given("set<str>", R"("a, b")", R"("a, b","c")"), 666u);  // 2 * 1 / (1 + 2)
  EXPECT_EQ(given("set<(tid,addr)>", "(1,00001000)", "(1,00001000),(2,00002000)"), 666u);
}

TEST(Marks, of_sequences_count_the_longest_common_subsequence) {
  // The textbook pair ABCBDAB and BDCABA has the length 4 (BCBA, BDAB): 2 * 4 / (7 + 6) = 0.6153...
  EXPECT_EQ(given("seq<byte>", "aa,bb,cc,bb,dd,aa,bb", "bb,dd,cc,aa,bb,aa"), 615u);
  // One frame left out of four: 2 * 3 / (3 + 4) = 0.8571...
  EXPECT_EQ(given("seq<int>", "1,2,4", "1,2,3,4"), 857u);
  // Turned round: length 1 of 3: 2 * 1 / 6 = 0.3333...
  EXPECT_EQ(given("seq<int>", "3,2,1", "1,2,3"), 333u);
  // Everything twice: length 2: 2 * 2 / (4 + 2) = 0.6666...
  EXPECT_EQ(given("seq<int>", "1,1,2,2", "1,2"), 666u);
  EXPECT_EQ(given("seq<int>", "{}", "1"), 0u);
}

}  // namespace
}  // namespace dumplab::question
