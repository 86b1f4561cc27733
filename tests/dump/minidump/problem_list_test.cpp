// SPDX-License-Identifier: MIT
#include "minidump/problem_list.h"

#include <gtest/gtest.h>

namespace dumplab::minidump {
namespace {

TEST(ProblemList, is_in_file_order_and_names_the_stream) {
  ProblemList list;
  list.enter("B");
  list.add(Damage::kEntry, 20, "later");
  list.enter("A");
  list.add(Damage::kWarning, 10, "earlier");
  EXPECT_EQ(list.take(), (std::vector<DumpProblem>{{{10, "earlier"}, "A", Damage::kWarning},
                                                   {{20, "later"}, "B", Damage::kEntry}}));
  EXPECT_TRUE(list.take().empty());
}

TEST(ProblemList, counts_what_it_does_not_keep_for_each_stream) {
  ProblemList list;
  list.enter("A");
  for (std::uint64_t i = 0; i < 250; ++i) list.add(i == 249 ? Damage::kStream : Damage::kEntry, i, "bad");
  list.enter("B");
  list.add(Damage::kWarning, 1000, "bad");
  const auto problems = list.take();
  ASSERT_EQ(problems.size(), 102u);
  EXPECT_EQ(problems[99], (DumpProblem{{99, "bad"}, "A", Damage::kEntry}));
  EXPECT_EQ(problems[100], (DumpProblem{{99, "150 more problems"}, "A", Damage::kStream}));
  EXPECT_EQ(problems[101], (DumpProblem{{1000, "bad"}, "B", Damage::kWarning}));
}

}  // namespace
}  // namespace dumplab::minidump
