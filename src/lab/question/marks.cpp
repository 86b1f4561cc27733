// SPDX-License-Identifier: MIT
#include "question/marks.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {
namespace {

using Items = std::vector<std::string_view>;

Items items_of(std::string_view list) {
  if (list == "{}") return {};
  return split_list(list).value_or(Items{});
}

std::size_t count_common(Items a, Items b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  Items common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return common.size();
}

/// Length of the longest common subsequence, by the table of its prefixes' lengths, a row at a time.
std::size_t longest_common(const Items& a, const Items& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const std::string_view item : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = item == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

unsigned share(std::size_t common, std::size_t answered, std::size_t wanted) {
  if (answered + wanted == 0) return kFullMarks;
  return static_cast<unsigned>(2 * common * kFullMarks / (answered + wanted));
}

std::optional<std::int64_t> number_of(std::string_view decimal) {
  std::int64_t value = 0;
  const char* end = decimal.data() + decimal.size();
  const auto [stop, error] = std::from_chars(decimal.data(), end, value);
  return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

bool is_within(std::string_view answer, std::string_view key, std::uint64_t tolerance) {
  const auto a = number_of(answer), k = number_of(key);
  if (!a || !k) return false;
  // The difference of two 64-bit numbers fits without its sign.
  const auto [low, high] = std::minmax(*a, *k);
  return static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) <= tolerance;
}

Items parts_of(std::string_view tuple) {
  if (tuple.starts_with('(') && tuple.ends_with(')')) tuple = tuple.substr(1, tuple.size() - 2);
  return items_of(tuple);
}

bool parts_are_near(const AnswerType& type, std::string_view answer, std::string_view key,
                    const IsNear& is_near) {
  const Items ours = parts_of(answer), wanted = parts_of(key);
  if (ours.size() != wanted.size() || ours.size() < type.elements.size()) return false;
  const std::size_t fixed = ours.size() - type.elements.size();  // yes or no
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (ours[i] == wanted[i]) continue;
    if (i < fixed || !is_near(type.elements[i - fixed], ours[i], wanted[i])) return false;
  }
  return true;
}

}  // namespace

unsigned marks(const AnswerType& type, std::string_view answer, std::string_view key, const IsNear& is_near) {
  if (answer == key) return kFullMarks;
  switch (codec_of(type.kind).marking) {
    case Marking::kWhole:
      return is_near && is_near(type, answer, key) ? kHalfMarks : 0;
    case Marking::kInterval:
      return is_within(answer, key, type.tolerance) ? kFullMarks : 0;
    case Marking::kParts:
      return is_near && parts_are_near(type, answer, key, is_near) ? kHalfMarks : 0;
    case Marking::kSet: {
      const Items ours = items_of(answer), wanted = items_of(key);
      return share(count_common(ours, wanted), ours.size(), wanted.size());
    }
    case Marking::kSequence: {
      const Items ours = items_of(answer), wanted = items_of(key);
      return share(longest_common(ours, wanted), ours.size(), wanted.size());
    }
  }
  return 0;
}

}  // namespace dumplab::question
