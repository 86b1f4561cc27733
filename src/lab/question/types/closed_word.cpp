// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "question/answer_codec.h"

namespace dumplab::question {

Result<std::string> read_enum(const AnswerType& type, std::string_view text, const Resolver&) {
  for (const std::string& word : type.words)
    if (lower(word) == lower(std::string(text))) return word;
  return misspelt(0, "expected: " + describe_enum(type));
}

std::string describe_enum(const AnswerType& type) {
  return fmt::format("one of: {}", fmt::join(type.words, ", "));
}

}  // namespace dumplab::question
