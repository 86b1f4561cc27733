// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <limits>

#include "base/try.h"
#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {

Result<std::string> read_tid(const AnswerType&, std::string_view text, const Resolver& resolver) {
  if (text.starts_with('~')) {
    const auto index = parse_number(text.substr(1), 10);
    if (!index) return misspelt(1, "the decimal index of a thread expected behind ~");
    const auto id = resolver.find_thread(*index);
    if (!id) return misspelt(1, fmt::format("no thread ~{}", *index));
    return fmt::format("{:x}", *id);
  }
  DUMPLAB_TRY(const std::uint64_t id, parse_number(text, 16));
  if (id > std::numeric_limits<std::uint32_t>::max()) return misspelt(0, "more than 32 bits");
  return fmt::format("{:x}", id);
}

std::string describe_tid(const AnswerType&) {
  return "hexadecimal thread id, for example 0x1a4, or ~3 for the debugger's thread 3";
}

}  // namespace dumplab::question
