// SPDX-License-Identifier: MIT
#include "classroom/practice.h"

#include "base/files.h"
#include "lab/classroom/exam.h"
#include "shell/loop.h"
#include "support/temporary_folder.h"

namespace dumplab::classroom {
namespace {

class PracticeTest : public testing::Test {
 protected:
  PracticeTest() { open(); }

  /// Opens the exercise, or opens it again.
  void open() {
    practice_.reset();
    auto made = make(*question::find_exercise("X01"), 7, test::guest_set());
    ASSERT_TRUE(made) << made.error().what;
    keys_ = test::keys_of(*made);
    paper_ = made->paper;
    auto dumps = open_dumps(made->dumps, made->module_files);
    ASSERT_TRUE(dumps);
    Progress progress{"null-pointer", 7, {}};
    if (const auto text = read_text_file(file())) progress = *progress_from_json(*text);
    practice_ = std::make_unique<Practice>(std::move(*made), std::move(*dumps), std::move(progress), file());
    practice_->add_commands(practice_->session());
  }

  std::filesystem::path file() const { return folder_.path() / "progress.json"; }
  std::string type(const std::string& line) {
    std::string text;
    for (const shell::Output& output : practice_->session().execute(line))
      text += shell::render(output, shell::OutputFormat::kText);
    return text;
  }
  unsigned won() const { return practice_->points().first; }

  test::TemporaryFolder folder_;
  std::unique_ptr<Practice> practice_;
  std::map<std::string, std::string> keys_;
  exercise::Paper paper_;
};

TEST_F(PracticeTest, tells_a_right_answer_from_a_wrong_one_and_from_none) {
  EXPECT_EQ(type("!answer 2 " + keys_["2"]), "right, 10 points; 10 of 60 in all\n");
  EXPECT_EQ(type("!answer 4 " + std::string(keys_["4"] == "read" ? "write" : "read")),
            "value: not the right one\n");
  EXPECT_EQ(type("!answer 3 xyz").substr(0, 8), "format: ");
  EXPECT_EQ(type("!answer 3"), "!answer takes a question's number and a value\n");
  EXPECT_EQ(type("!answer 9 1"), "there is no question 9 (!question)\n");
  EXPECT_EQ(won(), 10u);
}

TEST_F(PracticeTest, says_why_a_near_miss_is_wrong) {
  const exercise::NearMiss& miss = paper_.questions[4].near_misses.front();
  EXPECT_EQ(type("!answer 5 " + miss.answer), "value: " + miss.why + "\n");
}

TEST_F(PracticeTest, takes_answers_as_debuggers_spell_them) {
  EXPECT_EQ(type("!answer 1 @eip").substr(0, 7), "format:");
  EXPECT_EQ(type("!answer 1 PriceList!RecordSale+0x2d"), "right, 10 points; 10 of 60 in all\n");
}

TEST_F(PracticeTest, hints_cost_points_and_end) {
  EXPECT_EQ(type("!hint 2"), "2. " + paper_.questions[1].idea + " (5 % of the points)\n");
  type("!hint 2");
  EXPECT_NE(type("!hint 2").find("Begin with `.ecxr`. (15 % of the points)"), std::string::npos);
  type("!answer 2 " + keys_["2"]);
  EXPECT_EQ(won(), 7u);  // 10 less 5, 10 and 15 percent
  type("!hint 2");
  type("!hint 2");
  EXPECT_EQ(type("!hint 2"), "there are no more hints to question 2\n");
}

TEST_F(PracticeTest, giving_up_tells_and_wins_nothing) {
  EXPECT_TRUE(type("!give-up 6").starts_with("6. " + keys_["6"] + "\n"));
  EXPECT_EQ(type("!answer 6 " + keys_["6"]), "right, 0 points; 0 of 60 in all\n");
  EXPECT_NE(type("!question 6").find("given up"), std::string::npos);
}

TEST_F(PracticeTest, is_taken_up_where_it_was_left) {
  type("!answer 2 " + keys_["2"]);
  type("!hint 3");
  type("!answer 3 0x1");
  open();
  EXPECT_EQ(won(), 10u);
  EXPECT_NE(type("!question 3").find("open, 1 tried, 1 hints"), std::string::npos) << type("!question 3");
  EXPECT_NE(type("!question").find("10 of 60 points"), std::string::npos);
}

TEST_F(PracticeTest, keeps_the_shells_own_commands) {
  EXPECT_NE(type(".exr -1").find("c0000005"), std::string::npos);
  EXPECT_NE(type(".help").find("!give-up"), std::string::npos);
}

}  // namespace
}  // namespace dumplab::classroom
