// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "classroom/making.h"
#include "classroom/opened_dump.h"

namespace dumplab::classroom {

/// What an answer is worth and why.
struct Grade {
  enum class Outcome {
    kRight,
    kCarried,  ///< follows from a wrong answer to an earlier question: as good as right
    kPartial,  ///< near, or a part of a list
    kWrong,
    kFormat,  ///< no value of the type
    kMissing,
  };
  std::string question, answer;  ///< the name; as it was written
  Outcome outcome = Outcome::kMissing;
  unsigned thousandths = 0;  ///< of a point
  unsigned points = 0;       ///< to be had
  std::string words;         ///< for the student; may be empty
  std::string canonical;     ///< of the answer; empty for kFormat and kMissing
  std::string key;
};

/// "right", "carried", "partial", "wrong", "format", "missing"
std::string_view word_of(Grade::Outcome outcome);

/// Grades the answers to one instance, by question, in the order of the paper.
Result<std::vector<Grade>> grade(const Made& made, OpenedDumps& dumps,
                                 const std::map<std::string, std::string>& answers);

/// "7.5": points to three places, without zeros at the end.
std::string points_text(unsigned thousandths);

}  // namespace dumplab::classroom
