// SPDX-License-Identifier: MIT
#include "classroom/roster.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "support/temporary_folder.h"

namespace dumplab::classroom {
namespace {

class Roster : public testing::Test {
 protected:
  std::filesystem::path file(std::string_view text) {
    const auto path = folder_.path() / "file.csv";
    EXPECT_TRUE(write_text_file(path, text));
    return path;
  }
  std::string roster_error(std::string_view text) {
    const auto roster = read_roster(file(text));
    return roster ? "none" : roster.error().what;
  }

 private:
  test::TemporaryFolder folder_;
};

TEST_F(Roster, has_ids_and_names) {
  const auto roster = read_roster(file("id,name\na.b-1,Anna\nB_2,\"Berg, Ben\"\n"));
  ASSERT_TRUE(roster) << roster.error().what;
  ASSERT_EQ(roster->size(), 2u);
  EXPECT_EQ((*roster)[0].id, "a.b-1");
  EXPECT_EQ((*roster)[1].name, "Berg, Ben");
}

TEST_F(Roster, refuses_ids_that_are_no_folder_names) {
  for (const char* id : {"../x", ".hidden", "a/b", "a b", "\xc3\xa4"}) {
    SCOPED_TRACE(id);
    EXPECT_TRUE(
        roster_error("id,name\n" + std::string(id) + ",x\n").starts_with("line 2: an id has 1 to 64"));
  }
  EXPECT_TRUE(roster_error("id,name\n" + std::string(65, 'a') + ",x\n").starts_with("line 2: an id has"));
  EXPECT_EQ(roster_error("id,name\na,x\nb,y\na,z\n"), "line 4: the id a a second time");
  EXPECT_EQ(roster_error("id,name\n"), "no student");
}

TEST_F(Roster, answers_are_by_student_card_and_question) {
  const auto answers = read_answers(
      file("id,exercise,question,answer\na,X01,1,first\na,null-pointer,1,second\nb,x01,2,\"1,2\"\n"));
  ASSERT_TRUE(answers) << answers.error().what;
  EXPECT_EQ(answers->students.at("a").at("X01").at("1"), "second");
  EXPECT_EQ(answers->students.at("b").at("X01").at("2"), "1,2");
  const auto wrong = read_answers(file("id,exercise,question,answer\na,X99,1,x\n"));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().what, "line 2: there is no exercise X99");
}

TEST_F(Roster, exercises_are_cards_or_names_each_once) {
  const auto some = parse_exercises("X01,null-pointer");
  ASSERT_TRUE(some);
  ASSERT_EQ(some->size(), 1u);
  EXPECT_EQ(some->front()->card, "X01");
  EXPECT_EQ(parse_exercises("all")->size(), question::all_exercises().size());
  EXPECT_EQ(parse_exercises("X01,X99").error().what, "there is no exercise X99");
}

}  // namespace
}  // namespace dumplab::classroom
