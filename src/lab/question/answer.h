// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "question/answer_type.h"
#include "question/near_misses.h"
#include "question/resolver.h"

namespace dumplab::question {

/// The one form of an answer that is hashed and marked: printable ASCII, the same for all accepted spellings.
/// kMalformed when `text` is no value of `type`: what a value looks like and, in `where`, the offset at
/// which this is none.
Result<std::string> canonical_answer(const AnswerType& type, std::string_view text, const Resolver& resolver);

/// What a sheet says of the type: "hexadecimal address, for example 0x12ffc0".
std::string describe(const AnswerType& type);

enum class Verdict {
  kFormat,  ///< no value of the type: nothing is said about the answer
  kValue,   ///< a value, and not the right one
  kRight,
};

struct Reply {
  Verdict verdict;
  std::string words;  ///< what is wrong, one line; empty when it is right
};

/// The reply to `text` where the canonical `key` is known. A range is right within its tolerance.
Reply reply_to(const AnswerType& type, std::string_view text, std::string_view key,
               const NearMisses& near_misses, const Resolver& resolver);

}  // namespace dumplab::question
