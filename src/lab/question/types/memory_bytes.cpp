// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {

Result<std::string> read_bytes(const AnswerType&, std::string_view text, const Resolver&) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view one = text.substr(i, 1);
    if (trim(one).empty() || one == "-") continue;  // debuggers write - between the eighth and ninth byte
    if (!parse_number(one, 16)) return misspelt(i, "a hexadecimal digit expected");
    digits += one;
  }
  if (digits.empty()) return misspelt(0, "a hexadecimal digit expected");
  if (digits.size() % 2 != 0) return misspelt(text.size(), "two hexadecimal digits for each byte expected");
  return lower(digits);
}

std::string describe_bytes(const AnswerType&) { return "bytes in hexadecimal, for example 41 42 00"; }

}  // namespace dumplab::question
