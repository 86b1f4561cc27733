// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
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
    skip_blanks();
    if (!rest_.starts_with(wanted)) return false;
    SymFields ahead = *this;
    if (ahead.word() != wanted) return false;
    *this = ahead;
    return true;
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }
  /// The value of each hexadecimal digit; 0xff for all other characters.
  static constexpr auto kDigits = [] {
    std::array<std::uint8_t, 256> digits{};
    digits.fill(0xff);
    for (unsigned i = 0; i < 10; ++i) digits['0' + i] = static_cast<std::uint8_t>(i);
    for (unsigned i = 0; i < 6; ++i) digits['a' + i] = digits['A' + i] = static_cast<std::uint8_t>(10 + i);
    return digits;
  }();
  std::optional<std::uint32_t> number(unsigned base) {
    skip_blanks();
    std::uint64_t value = 0;
    std::size_t digits = 0;
    for (; digits < rest_.size() && rest_[digits] != ' '; ++digits) {
      const unsigned digit = kDigits[static_cast<unsigned char>(rest_[digits])];
      if (digit >= base || value > UINT32_MAX) return std::nullopt;
      value = value * base + digit;
    }
    if (digits == 0 || value > UINT32_MAX) return std::nullopt;
    rest_.remove_prefix(digits);
    return static_cast<std::uint32_t>(value);
  }

  std::string_view rest_;
};

}  // namespace dumplab::symbols
