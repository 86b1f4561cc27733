// SPDX-License-Identifier: MIT
// A made-up class: what everybody gets was worked out by hand, from the rules of docs/exercises.md.
#include "classroom/class_grading.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "dumplab/dump.h"
#include "lab/classroom/exam.h"
#include "support/temporary_folder.h"

namespace dumplab::classroom {
namespace {

class ClassGrading : public testing::Test {
 protected:
  static constexpr const char* kStudents[] = {"anna", "ben", "carl", "dora", "eva", "fritz"};

  static void SetUpTestSuite() {
    for (const char* student : kStudents)
      for (const char* card : {"X01", "X14"})
        made_[student].emplace(card, test::make_for(exam(), student, card));
    for (const char* student : kStudents) answers_.students[student] = {{"X01", {}}, {"X14", {}}};

    // anna: everything is right.
    for (const char* card : {"X01", "X14"}) answers_.students["anna"][card] = keys("anna", card);
    // ben: X01 with a few mistakes; nothing of X14.
    auto& ben = answers_.students["ben"]["X01"];
    ben = keys("ben", "X01");
    ben["1"] = hex(made("ben", "X01").evidence[0].faulting_thread().frames[1].eip);  // same module: half
    ben["2"] = ben["2"] == "esi" ? "edi" : "esi";                                    // wrong
    ben["4"] = ben["4"] == "read" ? "written" : "reads";                             // no word of the list
    ben.erase("5");                                                                  // missing
    // carl: nothing that is an answer.
    answers_.students["carl"]["X01"] = {{"1", "zz!yy"}, {"2", "xyz"}, {"3", "0x1g"}, {"6", "?"}};
    // dora: the first near miss of question 6, another order.
    answers_.students["dora"]["X01"]["6"] = made("dora", "X01").paper.questions[5].near_misses.front().answer;
    // eva: takes a place 16 bytes below for the object, and reads the error number there.
    const std::uint64_t object = *parse_hex("0x" + keys("eva", "X14")["3"]);
    answers_.students["eva"]["X14"]["3"] = hex(object - 16);
    answers_.students["eva"]["X14"]["4"] = std::to_string(number_at("eva", object - 16));
    // fritz: anna's answers to questions 5 and 6.
    answers_.students["fritz"]["X01"] = {{"5", keys("anna", "X01")["5"]}, {"6", keys("anna", "X01")["6"]}};

    ClassPlan plan{exam(), {}, *parse_exercises("X01,X14"), {}, 2};
    for (const char* student : kStudents) plan.students.emplace_back(student);
    auto grades = grade_class(plan, answers_, test::guest_set(), [](std::size_t, std::size_t) {});
    ASSERT_TRUE(grades) << grades.error().what;
    grades_ = std::move(*grades);
  }
  static void TearDownTestSuite() {
    made_.clear();
    answers_ = {};
    grades_ = {};
  }

  static Exam exam() { return test::make_exam(); }
  static const Made& made(const std::string& student, const std::string& card) {
    return made_.at(student).at(card);
  }
  static std::map<std::string, std::string> keys(const std::string& student, const std::string& card) {
    return test::keys_of(made(student, card));
  }
  /// The error number of what lies at `object`, out of the dump's bytes.
  static std::int32_t number_at(const std::string& student, std::uint64_t object) {
    const auto dump = Dump::from_bytes(made(student, "X14").dumps[0]);
    const std::uint32_t offset = made(student, "X14").paper.questions[3].given.at("number");
    return static_cast<std::int32_t>(*dump->snapshot().memory->read_u32({object + offset}));
  }
  static const Grade& grade(const std::string& student, const std::string& card,
                            const std::string& question) {
    for (const Grade& grade : grades_.students.at(student).at(card))
      if (grade.question == question) return grade;
    throw std::runtime_error("no question " + question);
  }
  static std::string outcome(const std::string& student, const std::string& card,
                             const std::string& question) {
    const Grade& found = grade(student, card, question);
    return fmt::format("{} {}", word_of(found.outcome), points_text(found.thousandths));
  }

  static std::map<std::string, std::map<std::string, Made>> made_;
  static ClassAnswers answers_;
  static ClassGrades grades_;
};
std::map<std::string, std::map<std::string, Made>> ClassGrading::made_;
ClassAnswers ClassGrading::answers_;
ClassGrades ClassGrading::grades_;

TEST_F(ClassGrading, gives_all_points_for_the_keys) {
  for (const char* card : {"X01", "X14"})
    for (const Grade& grade : grades_.students.at("anna").at(card)) {
      EXPECT_EQ(grade.outcome, Grade::Outcome::kRight) << card << ' ' << grade.question;
      EXPECT_EQ(grade.thousandths, grade.points * 1000);
    }
}

TEST_F(ClassGrading, tells_wrong_from_near_malformed_and_missing) {
  EXPECT_EQ(outcome("ben", "X01", "1"), "partial 5");
  EXPECT_EQ(outcome("ben", "X01", "2"), "wrong 0");
  EXPECT_EQ(outcome("ben", "X01", "3"), "right 10");
  EXPECT_EQ(outcome("ben", "X01", "4"), "format 0");
  EXPECT_EQ(outcome("ben", "X01", "5"), "missing 0");
  EXPECT_EQ(outcome("ben", "X01", "6"), "right 10");
  for (const char* question : {"1", "2", "3", "6"}) EXPECT_EQ(outcome("carl", "X01", question), "format 0");
  for (const char* question : {"4", "5"}) EXPECT_EQ(outcome("carl", "X01", question), "missing 0");
}

TEST_F(ClassGrading, says_why_a_near_miss_is_none) {
  EXPECT_EQ(outcome("dora", "X01", "6"), "wrong 0");
  EXPECT_EQ(grade("dora", "X01", "6").words, made("dora", "X01").paper.questions[5].near_misses.front().why);
}

TEST_F(ClassGrading, carries_an_error_forward) {
  // The same stack as the object: half; the number that lies there is what was asked for.
  ASSERT_NE(number_at("eva", *parse_hex("0x" + keys("eva", "X14")["3"]) - 16),
            std::stoi(keys("eva", "X14")["4"]));
  EXPECT_EQ(outcome("eva", "X14", "3"), "partial 5");
  EXPECT_EQ(outcome("eva", "X14", "4"), "carried 10");
  EXPECT_EQ(grade("eva", "X14", "4").words, "follows from the answer to question 3");
}

TEST_F(ClassGrading, reports_what_is_right_for_somebody_else_and_deducts_nothing) {
  EXPECT_EQ(outcome("fritz", "X01", "6"), "wrong 0");
  const auto is_annas = [&](const Copy& copy) { return copy.student == "fritz" && copy.other == "anna"; };
  ASSERT_EQ(std::count_if(grades_.copies.begin(), grades_.copies.end(), is_annas), 1);
  const auto copy = std::find_if(grades_.copies.begin(), grades_.copies.end(), is_annas);
  EXPECT_EQ(copy->card, "X01");
  EXPECT_EQ(copy->question, "6");
}

TEST_F(ClassGrading, files_hold_the_points) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(write_grades(grades_, folder.path() / "grades"));
  const auto text = read_text_file(folder.path() / "grades" / "grades.csv");
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->starts_with(
      "id,X01.1,X01.2,X01.3,X01.4,X01.5,X01.6,X01,X14.1,X14.2,X14.3,X14.4,X14.5,X14.6,X14,total,of\n"
      "anna,10,10,10,10,10,10,60,10,10,10,10,10,10,60,120,120\n"
      "ben,5,0,10,0,0,10,25,0,0,0,0,0,0,0,25,120\n"
      "carl,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,120\n"
      "dora,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,120\n"
      "eva,0,0,0,0,0,0,0,0,0,5,10,0,0,15,15,120\n"
      "fritz,0,0,0,0,"))
      << *text;
  const auto feedback = read_text_file(folder.path() / "grades" / "feedback" / "ben.md");
  ASSERT_TRUE(feedback);
  EXPECT_NE(feedback->find("25 of 120 points."), std::string::npos) << *feedback;
  EXPECT_FALSE(write_grades(grades_, folder.path() / "grades")) << "written over";
}

}  // namespace
}  // namespace dumplab::classroom
