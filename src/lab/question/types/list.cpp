// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/try.h"
#include "question/answer.h"
#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {
namespace {

Result<std::vector<std::string>> read_items(const AnswerType& type, std::string_view text,
                                            const Resolver& resolver) {
  const bool is_braced =
      (text.starts_with('{') && text.ends_with('}')) || (text.starts_with('[') && text.ends_with(']'));
  const std::string_view list = is_braced ? text.substr(1, text.size() - 2) : text;
  const auto items = split_list(list);
  if (!items) return misspelt(items.error().where + is_braced, items.error().what);
  std::vector<std::string> canonical;
  for (const std::string_view item : *items) {
    auto one = canonical_answer(type.elements[0], item, resolver);
    const auto offset = static_cast<std::uint64_t>(item.data() - text.data());
    if (!one) return misspelt(one.error().where + offset, one.error().what);
    canonical.push_back(*std::move(one));
  }
  return canonical;
}

std::string join(const std::vector<std::string>& items) {
  return items.empty() ? "{}" : fmt::format("{}", fmt::join(items, ","));
}

}  // namespace

Result<std::string> read_set(const AnswerType& type, std::string_view text, const Resolver& resolver) {
  DUMPLAB_TRY(auto items, read_items(type, text, resolver));
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  return join(items);
}
std::string describe_set(const AnswerType& type) {
  return "list in any order, {} when there is none, of: " + describe(type.elements[0]);
}

Result<std::string> read_seq(const AnswerType& type, std::string_view text, const Resolver& resolver) {
  DUMPLAB_TRY(const auto items, read_items(type, text, resolver));
  return join(items);
}
std::string describe_seq(const AnswerType& type) {
  return "list in order, {} when there is none, of: " + describe(type.elements[0]);
}

}  // namespace dumplab::question
