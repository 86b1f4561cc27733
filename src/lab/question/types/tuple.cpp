// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/try.h"
#include "question/answer.h"
#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {

Result<std::string> read_tuple(const AnswerType& type, std::string_view text, const Resolver& resolver) {
  const std::size_t inside = text.starts_with('(') && text.ends_with(')') ? 1 : 0;
  const std::string_view list = text.substr(inside, text.size() - 2 * inside);
  auto parts = split_list(list);
  if (!parts) return misspelt(parts.error().where + inside, parts.error().what);
  if (parts->size() != type.elements.size())
    return misspelt(0, fmt::format("{} instead of {} parts", parts->size(), type.elements.size()));
  std::vector<std::string> canonical;
  for (std::size_t i = 0; i < parts->size(); ++i) {
    auto part = canonical_answer(type.elements[i], (*parts)[i], resolver);
    const auto offset = static_cast<std::uint64_t>((*parts)[i].data() - text.data());
    if (!part) return misspelt(part.error().where + offset, part.error().what);
    canonical.push_back(*std::move(part));
  }
  return fmt::format("({})", fmt::join(canonical, ","));
}

std::string describe_tuple(const AnswerType& type) {
  std::vector<std::string> parts;
  for (const AnswerType& element : type.elements) parts.push_back(describe(element));
  return fmt::format("in parentheses, with a comma between: {}", fmt::join(parts, " | "));
}

}  // namespace dumplab::question
