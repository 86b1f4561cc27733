// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dumplab::symbols {

/// The fields of one line of a .sym file, from the left. Blanks part them. Borrows the line.
class SymFields {
 public:
  explicit SymFields(std::string_view line) : rest_(line) {}

  /// Empty at the end of the line.
  std::string_view word() {
    skip_blanks();
    const std::size_t end = std::min(rest_.find(' '), rest_.size());
    const std::string_view result = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return result;
  }
  /// A number of digits without sign or prefix; empty when the word is something else or too large.
  std::optional<std::uint32_t> hex() { return number(16); }
  std::optional<std::uint32_t> decimal() { return number(10); }
  /// What is left, which may have blanks.
  std::string_view rest() {
    skip_blanks();
    return rest_;
  }
  /// Takes the next word if it is `wanted`.
  bool take(std::string_view wanted) {
    SymFields ahead = *this;
    if (ahead.word() != wanted) return false;
    *this = ahead;
    return true;
  }

 private:
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }
  std::optional<std::uint32_t> number(unsigned base) {
    const std::string_view text = word();
    std::uint64_t value = 0;
    for (const char c : text) {
      const unsigned digit = c >= '0' && c <= '9'   ? c - '0'
                             : c >= 'a' && c <= 'f' ? c - 'a' + 10
                             : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                    : base;
      if (digit >= base) return std::nullopt;
      value = value * base + digit;
      if (value > UINT32_MAX) return std::nullopt;
    }
    if (text.empty()) return std::nullopt;
    return static_cast<std::uint32_t>(value);
  }

  std::string_view rest_;
};

}  // namespace dumplab::symbols
