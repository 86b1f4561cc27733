// SPDX-License-Identifier: MIT
#include "question/answer_codec.h"

#include <algorithm>
#include <iterator>

namespace dumplab::question {
namespace {

constexpr AnswerCodec kCodecs[] = {
#define ANSWER_TYPE(Name, word, stem, arguments, marking) \
  {AnswerKind::k##Name, #word, Arguments::k##arguments, Marking::k##marking, read_##word, describe_##word},
#include "question/answer_types.def"
#undef ANSWER_TYPE
};

}  // namespace

const AnswerCodec& codec_of(AnswerKind kind) { return kCodecs[static_cast<std::size_t>(kind)]; }

const AnswerCodec* find_codec(std::string_view word) {
  const auto found = std::ranges::find(kCodecs, word, &AnswerCodec::word);
  return found == std::end(kCodecs) ? nullptr : found;
}

}  // namespace dumplab::question
