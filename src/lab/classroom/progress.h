// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::classroom {

/// How far somebody has come in practice: progress.json, schema dumplab/progress/1.
struct Progress {
  struct Question {
    std::vector<std::string> answers;  ///< as they were typed, the last one last
    unsigned hints = 0;                ///< taken
    bool is_solved = false, is_given_up = false;
    friend bool operator==(const Question&, const Question&) = default;
  };
  std::string exercise;  ///< "null-pointer"
  std::uint64_t seed = 0;
  std::map<std::string, Question> questions;  ///< that something was done about
};

std::string to_json(const Progress& progress);
/// kMalformed with the place in the document.
Result<Progress> progress_from_json(std::string_view text);

}  // namespace dumplab::classroom
