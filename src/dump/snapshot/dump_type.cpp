// SPDX-License-Identifier: MIT
#include "snapshot/dump_type.h"

#include <charconv>

#include "snapshot/profile.h"

namespace dumplab::snapshot {
namespace {

struct Word {
  std::string_view word;
  std::uint64_t bits;
};

const Word kWords[] = {
    {"full", dump_flags(Profile::kFull)},
    {"mini", dump_flags(Profile::kMini)},
    {"normal", 0},
#define DUMP_TYPE(bit, Name, word) {word, bit},
#include "snapshot/dump_types.def"
#undef DUMP_TYPE
};

std::optional<std::uint64_t> parse_word(std::string_view text) {
  for (const Word& row : kWords)
    if (text == row.word) return row.bits;
  if (!text.starts_with("0x")) return std::nullopt;
  std::uint64_t bits = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), bits, 16);
  if (error != std::errc() || end != text.data() + text.size() || (bits & ~dump_type::kValidMask))
    return std::nullopt;
  return bits;
}

}  // namespace

std::optional<std::uint64_t> parse_dump_type(std::string_view text) {
  std::uint64_t bits = 0;
  for (;;) {
    const std::size_t plus = text.find('+');
    const auto word = parse_word(text.substr(0, plus));
    if (!word) return std::nullopt;
    bits |= *word;
    if (plus == std::string_view::npos) return bits;
    text.remove_prefix(plus + 1);
  }
}

}  // namespace dumplab::snapshot
