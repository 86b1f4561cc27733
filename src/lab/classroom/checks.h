// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "classroom/check_file.h"
#include "classroom/making.h"
#include "classroom/ticket.h"
#include "question/resolver.h"

namespace dumplab::classroom {

/// The check file of an instance: in practice a check for each question; in an exam one for all questions
/// together, left out when guessing would take less than a core-year. Questions on a range are in no exam's
/// check.
Result<CheckFile> make_check_file(const Made& made, const Ticket& ticket, const std::string& guest_set);

/// What a check says of answers.
struct CheckReply {
  std::string name;  ///< of the check, or of the question whose answer is misspelt
  enum class Verdict { kRight, kNotRight, kFormat, kMissing } verdict;
  std::string words;  ///< kFormat: what is wrong; kMissing: the questions without an answer
};

/// Of the dump file that a question is about.
using FindResolver = std::function<Result<const question::Resolver*>(const std::string& dump)>;

/// Holds answers, in any spelling, by question, against the checks. Of a check without any answer nothing is
/// said.
Result<std::vector<CheckReply>> check_answers(const CheckFile& file,
                                              const std::map<std::string, std::string>& answers,
                                              const FindResolver& resolver_of);

}  // namespace dumplab::classroom
