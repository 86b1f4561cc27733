// SPDX-License-Identifier: MIT
#include "classroom/check_file.h"

#include <gtest/gtest.h>

#include <string>

namespace dumplab::classroom {
namespace {

// Written by hand.
constexpr std::string_view kFile = R"({
  "schema": "dumplab/check-file/1",
  "version": "0.1.0",
  "guest_set": "5f1d",
  "exercise": "null-pointer",
  "use": "exam",
  "hash": {
    "algorithm": "argon2id13",
    "passes": 3,
    "memory": "0x1000000"
  },
  "checks": [
    {
      "name": "part-1",
      "questions": [
        {
          "name": "1",
          "type": "sym"
        },
        {
          "name": "2",
          "type": "seq<(tid,addr)>"
        }
      ],
      "salt": "000102030405060708090a0b0c0d0e0f",
      "hash": "00000000000000000000000000000000000000000000000000000000000000ff"
    }
  ]
}
)";

/// kFile with `from` replaced.
std::string with(std::string_view from, std::string_view to) {
  std::string text(kFile);
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::invalid_argument("the file has no such text");
  return text.replace(at, from.size(), to);
}

std::string error_of(std::string_view text) {
  const auto file = check_file_from_json(text);
  return file ? "accepted" : file.error().what;
}

TEST(CheckFile, is_read) {
  const auto file = check_file_from_json(kFile);
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_EQ(file->version, "0.1.0");
  EXPECT_EQ(file->guest_set, "5f1d");
  EXPECT_EQ(file->exercise, "null-pointer");
  EXPECT_EQ(file->use, Use::kExam);
  EXPECT_EQ(file->cost, (HashCost{3, 0x1000000}));
  ASSERT_EQ(file->checks.size(), 1u);
  const CheckFile::Check& check = file->checks[0];
  EXPECT_EQ(check.name, "part-1");
  ASSERT_EQ(check.questions.size(), 2u);
  EXPECT_EQ(check.questions[1].name, "2");
  EXPECT_EQ(check.questions[1].type.kind, question::AnswerKind::kSeq);
  EXPECT_EQ(check.hash.salt[15], 0x0f);
  EXPECT_EQ(check.hash.hash[31], 0xff);
}

TEST(CheckFile, is_written_as_it_is_read) { EXPECT_EQ(to_json(*check_file_from_json(kFile)), kFile); }

TEST(CheckFile, of_another_kind_is_not_read) {
  EXPECT_EQ(error_of(with("check-file/1", "check-file/2")),
            "check file: schema \"dumplab/check-file/2\" is not known");
  EXPECT_EQ(error_of(with("argon2id13", "md5")), "check file: hash.algorithm \"md5\" is not known");
  EXPECT_EQ(check_file_from_json(with("argon2id13", "md5")).error().kind, ErrorKind::kUnsupported);
}

TEST(CheckFile, says_in_one_line_what_is_wrong) {
  EXPECT_EQ(error_of("[]"), "check file: document: an object expected");
  EXPECT_EQ(error_of("{}"), "check file: document: member schema expected");
  EXPECT_EQ(error_of(with("\"0.1.0\"", "1")), "check file: version: text expected");
  EXPECT_EQ(error_of(with("\"null-pointer\"", "\"\"")), "check file: exercise: a name expected");
  EXPECT_EQ(error_of(with("exam", "test")), "check file: use: exam or practice expected");
  EXPECT_EQ(error_of(with("\"passes\": 3", "\"passes\": \"3\"")),
            "check file: hash.passes: a number expected");
  EXPECT_EQ(error_of(with("\"hash\": {", "\"cost\": {")), "check file: document: member hash expected");
  EXPECT_EQ(error_of(with("\"type\": \"sym\"", "\"type\": \"symbol\"")),
            "check file: checks[0].questions[0].type: answer type: the name of a type expected, at 0 of it");
  EXPECT_EQ(error_of(with("00010203", "0001020")),
            "check file: checks[0].salt: 32 lower-case hexadecimal digits expected");
  EXPECT_EQ(error_of(with("ff\"", "fF\"")),
            "check file: checks[0].hash: 64 lower-case hexadecimal digits expected");
  EXPECT_EQ(error_of(with("\"name\": \"2\"", "\"name\": \"1\"")),
            "check file: questions: different names expected");
  EXPECT_EQ(error_of(with("\"name\": \"part-1\",", "")), "check file: checks[0]: member name expected");
}

TEST(CheckFile, does_not_ask_for_endless_work) {
  const std::string wanted =
      "check file: hash: 1 to 64 passes and 0x2000 to 0x10000000 bytes of memory expected";
  EXPECT_EQ(error_of(with("\"passes\": 3", "\"passes\": 4294967295")), wanted);
  EXPECT_EQ(error_of(with("0x1000000", "0xffffffffffffffff")), wanted);
  EXPECT_EQ(error_of(with("0x1000000", "16777216")), wanted);
}

TEST(CheckFile, that_is_no_json_says_where) {
  const auto cut = check_file_from_json(kFile.substr(0, 40));
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().what, "check file: no JSON");
  EXPECT_EQ(cut.error().where, 41u);  // the end of the text counts as a byte
  EXPECT_EQ(error_of(std::string(1 << 20, '[')), "check file: no JSON");
}

TEST(CheckFile, with_a_number_beyond_all_numbers_is_refused) {
  EXPECT_EQ(error_of(with("\"passes\": 3", "\"passes\": 1e999")), "check file: a number too large for JSON");
}

}  // namespace
}  // namespace dumplab::classroom
