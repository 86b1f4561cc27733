// SPDX-License-Identifier: MIT
#include "question/answer_text.h"

#include <limits>

#include "question/answer_codec.h"

namespace dumplab::question {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// 16 and above for what is no digit.
unsigned digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return 16;
}

bool starts_with_either(std::string_view text, std::string_view lower, std::string_view upper) {
  return text.starts_with(lower) || text.starts_with(upper);
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

Result<std::uint64_t> parse_number(std::string_view text, unsigned bare_radix) {
  std::size_t at = 0, end = text.size();
  unsigned radix = bare_radix;
  if (starts_with_either(text, "0x", "0X")) {
    radix = 16;
    at = 2;
  } else if (starts_with_either(text, "0n", "0N")) {
    radix = 10;
    at = 2;
  } else if (text.ends_with('h') || text.ends_with('H')) {
    radix = 16;
    --end;
  }
  if (at == end) return misspelt(at, "a number expected");
  std::uint64_t value = 0;
  for (const std::size_t first = at; at < end; ++at) {
    if (text[at] == '`' && at > first && at + 1 < end) continue;
    const unsigned digit = digit_value(text[at]);
    if (digit >= radix)
      return misspelt(at, radix == 16 ? "a hexadecimal digit expected" : "a decimal digit expected");
    if (value > (std::numeric_limits<std::uint64_t>::max() - digit) / radix)
      return misspelt(0, "a number of more than 64 bits");
    value = value * radix + digit;
  }
  return value;
}

Result<std::vector<std::string_view>> split_list(std::string_view text) {
  std::vector<std::string_view> items;
  bool comma_allowed = false;  // an item has ended, and no comma has come since
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    if (text[at] == ',') {
      if (!comma_allowed) return misspelt(at, "an item expected");
      comma_allowed = false;
      ++at;
      continue;
    }
    const std::size_t start = at;
    std::size_t depth = 0;
    bool is_quoted = false;
    for (; at < text.size(); ++at) {
      const char c = text[at];
      if (c == '"') is_quoted = !is_quoted;
      if (is_quoted) continue;
      if (c == '(') ++depth;
      if (c == ')') {
        if (depth == 0) return misspelt(at, ") without (");
        --depth;
      }
      if (depth == 0 && (c == ',' || is_space(c))) break;
    }
    if (is_quoted) return misspelt(start, "a quote without its partner");
    if (depth != 0) return misspelt(start, "( without )");
    items.push_back(text.substr(start, at - start));
    comma_allowed = true;
  }
  if (!items.empty() && !comma_allowed) return misspelt(text.size(), "an item expected");
  return items;
}

}  // namespace dumplab::question
