// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "question/answer_type.h"
#include "question/resolver.h"

namespace dumplab::question {

/// What follows the word in the spelling of a type.
enum class Arguments {
  kNothing,
  kRadix,      ///< {decimal}, or nothing
  kTolerance,  ///< {1}
  kWords,      ///< {read,write}
  kElement,    ///< <tid>
  kParts,      ///< (tid,addr), without the word
};

/// How an answer is held against the key.
enum class Marking { kWhole, kInterval, kParts, kSet, kSequence };

/// A row of answer_types.def.
struct AnswerCodec {
  AnswerKind kind;
  std::string_view word;
  Arguments arguments;
  Marking marking;
  /// The canonical form of `text`, which is trimmed and not empty; Error::where is an offset in it.
  Result<std::string> (*read)(const AnswerType& type, std::string_view text, const Resolver& resolver);
  std::string (*describe)(const AnswerType& type);
};

const AnswerCodec& codec_of(AnswerKind kind);
/// Null for an unknown word.
const AnswerCodec* find_codec(std::string_view word);

#define ANSWER_TYPE(Name, word, stem, Arguments, Marking)                                                   \
  Result<std::string> read_##word(const AnswerType& type, std::string_view text, const Resolver& resolver); \
  std::string describe_##word(const AnswerType& type);
#include "question/answer_types.def"
#undef ANSWER_TYPE

/// "what, at 5" is said of the answer's text: what is wrong with the spelling at an offset.
inline tl::unexpected<Error> misspelt(std::uint64_t where, std::string what) {
  return fail(ErrorKind::kMalformed, where, std::move(what));
}

}  // namespace dumplab::question
