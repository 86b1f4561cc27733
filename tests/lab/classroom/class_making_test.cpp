// SPDX-License-Identifier: MIT
#include "classroom/class_making.h"

#include <algorithm>
#include <fstream>

#include "classroom/check_file.h"
#include "lab/classroom/exam.h"
#include "support/temporary_folder.h"

namespace dumplab::classroom {
namespace {

namespace fs = std::filesystem;

class ClassMaking : public testing::Test {
 protected:
  ClassPlan plan(const std::string& folder, std::vector<std::string> students, unsigned jobs = 1) const {
    return {test::make_exam(), std::move(students), *parse_exercises("X01,X39"), folder_.path() / folder,
            jobs};
  }
  static ClassReport make(const ClassPlan& plan) {
    auto report = make_class(plan, test::guest_set(), [](std::size_t, std::size_t) {});
    EXPECT_TRUE(report) << report.error().what;
    return report ? std::move(*report) : ClassReport();
  }
  /// Every file below `folder` with its bytes.
  std::map<std::string, std::string> files(const std::string& folder) const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path() / folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      all[fs::relative(entry.path(), folder_.path() / folder).string()] = {
          std::istreambuf_iterator<char>(file), {}};
    }
    return all;
  }
  static std::vector<std::string> differences(const ClassPlan& plan) {
    auto lines = verify_class(plan, test::guest_set(), [](std::size_t, std::size_t) {});
    EXPECT_TRUE(lines) << lines.error().what;
    return lines ? *lines : std::vector<std::string>{"failed"};
  }

  test::TemporaryFolder folder_;
};

TEST_F(ClassMaking, gives_the_same_bytes_in_any_order_and_on_any_number_of_threads) {
  make(plan("one", {"anna", "ben", "carl"}));
  make(plan("two", {"carl", "anna", "ben"}, 3));
  const auto one = files("one");
  EXPECT_EQ(one, files("two"));
  EXPECT_TRUE(one.contains("anna/X01/dump.dmp"));
  EXPECT_TRUE(one.contains("anna/X39/sheet.md"));
  EXPECT_NE(one.at("anna/X01/dump.dmp"), one.at("ben/X01/dump.dmp"));
}

TEST_F(ClassMaking, goes_on_where_it_was_stopped) {
  make(plan("one", {"anna", "ben"}));
  make(plan("two", {"anna"}));
  // As if it had been stopped in the middle of a folder.
  fs::create_directories(folder_.path() / "two/ben/.X01.partial");
  const ClassReport report = make(plan("two", {"anna", "ben"}));
  EXPECT_EQ(report.exercises.at("X01").kept, 1u);
  EXPECT_EQ(report.exercises.at("X01").made, 1u);
  EXPECT_EQ(files("one"), files("two"));
}

TEST_F(ClassMaking, does_not_mix_exams) {
  make(plan("one", {"anna"}));
  ClassPlan other = plan("one", {"anna", "ben"});
  other.exam.term = "2027s";
  const auto report = make_class(other, test::guest_set(), [](std::size_t, std::size_t) {});
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().what.find("is of another exam, secret or version"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder_.path() / "one/ben"));
}

TEST_F(ClassMaking, what_was_handed_out_can_be_verified) {
  const ClassPlan exam = plan("one", {"anna", "ben"}, 2);
  make(exam);
  EXPECT_EQ(differences(exam), std::vector<std::string>());
  std::ofstream(folder_.path() / "one/ben/X01/dump.dmp", std::ios::app) << 'x';
  fs::remove(folder_.path() / "one/anna/X39/check.json");
  EXPECT_EQ(differences(exam), (std::vector<std::string>{"anna/X39/check.json", "ben/X01/dump.dmp"}));
}

TEST_F(ClassMaking, an_exam_has_one_check_for_all_answers) {
  make(plan("one", {"anna"}));
  const auto file = check_file_from_json(files("one").at("anna/X01/check.json"));
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_EQ(file->use, Use::kExam);
  ASSERT_EQ(file->checks.size(), 1u);
  EXPECT_EQ(file->checks[0].questions.size(), 6u);
}

}  // namespace
}  // namespace dumplab::classroom
