// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <limits>

#include "base/try.h"
#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {

Result<std::string> read_int(const AnswerType&, std::string_view text, const Resolver&) {
  constexpr std::uint64_t kHighest = std::numeric_limits<std::int64_t>::max();
  const bool is_negative = text.starts_with('-');
  auto magnitude = parse_number(text.substr(is_negative), 10);
  if (!magnitude) return misspelt(magnitude.error().where + is_negative, magnitude.error().what);
  if (*magnitude > kHighest) return misspelt(0, "a number of more than 63 bits");
  return fmt::format("{}{}", is_negative && *magnitude != 0 ? "-" : "", *magnitude);
}
std::string describe_int(const AnswerType&) {
  return "number, decimal unless written with 0x, for example 24";
}

Result<std::string> read_range(const AnswerType& type, std::string_view text, const Resolver& resolver) {
  return read_int(type, text, resolver);
}
std::string describe_range(const AnswerType& type) {
  return fmt::format("{}; {} more or less is right too", describe_int(type), type.tolerance);
}

}  // namespace dumplab::question
