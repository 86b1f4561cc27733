// SPDX-License-Identifier: MIT
#include "question/answer.h"

#include <fmt/format.h>

#include "question/answer_codec.h"
#include "question/answer_text.h"
#include "question/marks.h"

namespace dumplab::question {

Result<std::string> canonical_answer(const AnswerType& type, std::string_view text,
                                     const Resolver& resolver) {
  if (text.size() > kLongestText)
    return misspelt(kLongestText, fmt::format("longer than {} bytes", kLongestText));
  const std::string_view trimmed = trim(text);
  if (trimmed.empty()) return misspelt(0, "empty; expected: " + describe(type));
  auto read = codec_of(type.kind).read(type, trimmed, resolver);
  if (!read) read.error().where += static_cast<std::uint64_t>(trimmed.data() - text.data());
  return read;
}

std::string describe(const AnswerType& type) { return codec_of(type.kind).describe(type); }

Reply reply_to(const AnswerType& type, std::string_view text, std::string_view key,
               const NearMisses& near_misses, const Resolver& resolver) {
  const auto answer = canonical_answer(type, text, resolver);
  if (!answer)
    return {Verdict::kFormat, fmt::format("format: {}, at {}", answer.error().what, answer.error().where)};
  if (marks(type, *answer, key) == kFullMarks) return {Verdict::kRight, ""};
  const std::string* why = near_misses.find(*answer);
  return {Verdict::kValue, why ? "value: " + *why : "value: not the right one"};
}

}  // namespace dumplab::question
