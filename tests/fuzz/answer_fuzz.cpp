// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "question/answer.h"
#include "question/marks.h"
#include "support/fake_resolver.h"

namespace {

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

/// The first line is a type, the rest an answer. A canonical form is printable, reads as itself and has full
/// marks against itself; in a type with {decimal} a bare number is another one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab::question;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const auto type = parse_answer_type(input.substr(0, line));
  if (!type) return 0;
  const std::string spelling = spell(*type);
  const auto same_type = parse_answer_type(spelling);
  if (!same_type || spell(*same_type) != spelling) std::abort();
  describe(*type);

  const dumplab::test::FakeResolver resolver;
  const std::string_view text = input.substr(std::min(line + 1, input.size()));
  const auto answer = canonical_answer(*type, text, resolver);
  if (!answer) {
    if (answer.error().where > text.size()) std::abort();
    return 0;
  }
  if (!is_printable(*answer) || marks(*type, *answer, *answer) != kFullMarks) std::abort();
  if (spelling.find("{decimal}") != std::string::npos || answer->size() > kLongestText) return 0;
  const auto again = canonical_answer(*type, *answer, resolver);
  if (!again || *again != *answer) std::abort();
  return 0;
}
