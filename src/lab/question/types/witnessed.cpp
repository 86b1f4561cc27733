// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "question/answer.h"
#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {

Result<std::string> read_bool2(const AnswerType& type, std::string_view text, const Resolver& resolver) {
  const std::size_t end = std::min(text.find_first_of(" \t\r\n,"), text.size());
  const std::string word = lower(std::string(text.substr(0, end)));
  if (word != "yes" && word != "y" && word != "no" && word != "n") return misspelt(0, "yes or no expected");
  std::string_view rest = trim(text.substr(end));
  if (rest.starts_with(',')) rest = trim(rest.substr(1));
  const std::string_view answer = word[0] == 'y' ? "yes" : "no";
  if (rest.empty())
    return misspelt(text.size(), fmt::format("{} alone does not count; expected behind it: {}", answer,
                                             describe(type.elements[0])));
  auto witness = canonical_answer(type.elements[0], rest, resolver);
  const auto offset = static_cast<std::uint64_t>(rest.data() - text.data());
  if (!witness) return misspelt(witness.error().where + offset, witness.error().what);
  return fmt::format("{},{}", answer, *witness);
}

std::string describe_bool2(const AnswerType& type) {
  return "yes or no, and behind it: " + describe(type.elements[0]);
}

}  // namespace dumplab::question
