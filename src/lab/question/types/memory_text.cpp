// SPDX-License-Identifier: MIT
// Debuggers print text as memory holds it, with bare backslashes: `\x0a` is the only escape, so that paths
// can be copied.
#include <fmt/format.h>

#include <optional>

#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {
namespace {

/// The byte of an escape that `text` begins with.
std::optional<std::uint8_t> escaped_byte(std::string_view text) {
  constexpr std::size_t kLength = 4;  // \x0a
  if (text.size() < kLength || !text.starts_with("\\x")) return std::nullopt;
  std::uint8_t byte = 0;
  for (const char c : text.substr(2, 2)) {
    const auto digit = parse_number(std::string_view(&c, 1), 16);
    if (!digit) return std::nullopt;
    byte = static_cast<std::uint8_t>(byte << 4 | *digit);
  }
  return byte;
}

std::string unescape(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    const auto byte = escaped_byte(text);
    bytes += byte ? static_cast<char>(*byte) : text.front();
    text.remove_prefix(byte ? 4 : 1);
  }
  return bytes;
}

/// Different bytes give different texts, and a text that is read again gives the same bytes.
std::string escape(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    const bool is_plain = c >= ' ' && c <= '~' && c != '"' && !escaped_byte(bytes.substr(i));
    text += is_plain ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return text;
}

}  // namespace

Result<std::string> read_str(const AnswerType&, std::string_view text, const Resolver&) {
  if (text.starts_with("L\"") || text.starts_with("u\"")) text.remove_prefix(1);
  if (text.starts_with('"')) {
    if (text.size() < 2 || !text.ends_with('"')) return misspelt(0, "a quote without its partner");
    text = text.substr(1, text.size() - 2);
  }
  return fmt::format("\"{}\"", escape(unescape(text)));
}

std::string describe_str(const AnswerType&) {
  return "text, with or without quotes; \\x0a stands for a byte that cannot be typed";
}

}  // namespace dumplab::question
