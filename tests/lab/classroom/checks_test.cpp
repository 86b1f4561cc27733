// SPDX-License-Identifier: MIT
#include "classroom/checks.h"

#include "classroom/opened_dump.h"
#include "lab/classroom/exam.h"

namespace dumplab::classroom {
namespace {

class Checks : public testing::Test {
 protected:
  Checks() : made_(test::make_for(test::make_exam(), "anna", "X06")) {
    auto dumps = open_dumps(made_.dumps, made_.module_files);
    if (dumps) dumps_ = std::move(*dumps);
    for (exercise::Question& question : made_.paper.questions) question.candidates = 1000;
  }
  CheckFile file(Use use) const {
    Ticket ticket = test::make_exam().ticket("anna", *made_.exercise);
    ticket.instance.use = use;
    const auto file = make_check_file(made_, ticket, "guest");
    EXPECT_TRUE(file);
    return *file;
  }
  std::vector<std::string> replies(const CheckFile& file,
                                   const std::map<std::string, std::string>& answers) const {
    const auto found = check_answers(
        file, answers,
        [&](const std::string&) -> Result<const question::Resolver*> { return &dumps_.front()->resolver(); });
    EXPECT_TRUE(found);
    std::vector<std::string> lines;
    for (const CheckReply& reply : *found)
      lines.push_back(reply.name + " " + std::to_string(static_cast<int>(reply.verdict)) + " " + reply.words);
    return lines;
  }
  /// Of a question with a tolerance.
  static constexpr const char* kRange = "3";
  static std::string right(const std::string& name) { return name + " 0 "; }
  static std::string not_right(const std::string& name) { return name + " 1 "; }

  Made made_;
  OpenedDumps dumps_;
};

TEST_F(Checks, of_practice_are_one_for_each_question) {
  const CheckFile practice = file(Use::kPractice);
  ASSERT_EQ(practice.checks.size(), made_.paper.questions.size());
  for (const exercise::Question& question : made_.paper.questions)
    EXPECT_EQ(replies(practice, {{question.name, question.key}}), std::vector{right(question.name)});
  EXPECT_EQ(replies(practice, {{"1", made_.paper.questions[5].key}}).size(), 1u);
  EXPECT_NE(replies(practice, {{"6", "12"}}), std::vector{right("6")});
  EXPECT_TRUE(replies(practice, {}).empty());
}

TEST_F(Checks, take_what_is_within_a_ranges_tolerance) {
  const CheckFile practice = file(Use::kPractice);
  const long key = std::stol(test::keys_of(made_)[kRange]);
  EXPECT_EQ(replies(practice, {{kRange, std::to_string(key + 1)}}), std::vector{right(kRange)});
  EXPECT_EQ(replies(practice, {{kRange, std::to_string(key - 1)}}), std::vector{right(kRange)});
  EXPECT_EQ(replies(practice, {{kRange, std::to_string(key + 2)}}), std::vector{not_right(kRange)});
}

TEST_F(Checks, of_exams_are_one_for_all_and_leave_ranges_out) {
  const CheckFile exam = file(Use::kExam);
  ASSERT_EQ(exam.checks.size(), 1u);
  auto answers = test::keys_of(made_);
  answers.erase(kRange);
  EXPECT_EQ(exam.checks[0].questions.size(), answers.size());
  EXPECT_EQ(replies(exam, answers), std::vector{right("all")});
  auto wrong = answers;
  wrong["6"] = "12";
  EXPECT_EQ(replies(exam, wrong), std::vector{not_right("all")});
  answers.erase("6");
  EXPECT_EQ(replies(exam, answers), std::vector<std::string>{"all 3 6"});
  EXPECT_EQ(replies(exam, {{"6", "?"}}).front().substr(0, 4), "6 2 ");
}

TEST_F(Checks, are_left_out_when_answers_are_easy_to_guess) {
  for (exercise::Question& question : made_.paper.questions) question.candidates = 2;
  EXPECT_TRUE(file(Use::kExam).checks.empty());
  // 20 ms for each of them: a core-year is 1,576,800,000 guesses.
  made_.paper.questions[0].candidates = 1'576'800'000 / 16;
  EXPECT_EQ(file(Use::kExam).checks.size(), 1u);
  made_.paper.questions[0].candidates -= 1;
  EXPECT_TRUE(file(Use::kExam).checks.empty());
}

TEST_F(Checks, differ_between_students_with_the_same_answers) {
  const CheckFile anna = file(Use::kPractice);
  Ticket ticket = test::make_exam().ticket("ben", *made_.exercise);
  ticket.instance.use = Use::kPractice;
  const auto ben = make_check_file(made_, ticket, "guest");
  ASSERT_TRUE(ben);
  for (std::size_t i = 0; i < anna.checks.size(); ++i) EXPECT_NE(anna.checks[i].hash, ben->checks[i].hash);
}

}  // namespace
}  // namespace dumplab::classroom
