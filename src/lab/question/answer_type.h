// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::question {

enum class AnswerKind {
#define ANSWER_TYPE(Name, word, stem, Arguments, Marking) k##Name,
#include "question/answer_types.def"
#undef ANSWER_TYPE
};

/// What a question wants for an answer. Lists hold tuples or plain values, tuples and bool2 plain values; a
/// range stands alone.
struct AnswerType {
  AnswerKind kind = AnswerKind::kAddr;
  bool is_decimal = false;           ///< of addr, dword, word, byte: a number without prefix is decimal
  std::uint64_t tolerance = 0;       ///< of range: how far from the key an answer still counts
  std::vector<std::string> words;    ///< of enum: the closed list, different also in one case
  std::vector<AnswerType> elements;  ///< of set, seq, bool2: one; of a tuple: its parts
};

/// Bytes of the longest type, and of the longest answer.
inline constexpr std::size_t kLongestText = 4096;

/// Reads `addr`, `dword{decimal}`, `range{1}`, `enum{read,write}`, `set<tid>`, `seq<(tid,addr)>`,
/// `bool2<addr>`. kMalformed with the offset of what is no type.
Result<AnswerType> parse_answer_type(std::string_view spelling);
/// What parse_answer_type() reads, without spaces.
std::string spell(const AnswerType& type);

}  // namespace dumplab::question
