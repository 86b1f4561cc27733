// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classroom/check_hash.h"
#include "question/answer_type.h"

namespace dumplab::classroom {

/// check.json: what tells a student whether answers are right. Schema dumplab/check-file/1.
struct CheckFile {
  struct Question {
    std::string name;
    question::AnswerType type;
    std::string dump = "dump.dmp";  ///< the file that it is about, beside this one
  };
  /// Questions that are right or wrong together.
  struct Check {
    std::string name;
    std::vector<Question> questions;
    CheckHash hash;
  };

  std::string version;    ///< of dumplab
  std::string guest_set;  ///< SHA-256 of the programs that made the dump
  std::string exercise;
  Use use = Use::kPractice;
  HashCost cost = kHashCost;  ///< of all hashes
  std::vector<Check> checks;  ///< none: the answers would be too easy to guess
};

std::string to_json(const CheckFile& file);
/// Reads what to_json() writes. kMalformed with the place in the document ("checks[0].salt: ..."),
/// kUnsupported for another schema or algorithm.
Result<CheckFile> check_file_from_json(std::string_view text);

}  // namespace dumplab::classroom
