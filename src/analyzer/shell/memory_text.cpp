// SPDX-License-Identifier: MIT
#include "shell/memory_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace dumplab::shell {
namespace {

constexpr unsigned kBytesPerLine = 16;

bool is_printable(std::uint8_t c) { return c >= ' ' && c <= '~'; }

/// The bytes of a line, as far as the dump has them.
class Bytes {
 public:
  Bytes(const Target& target, std::uint64_t address, std::size_t size) : present_(size), bytes_(size) {
    // A gap may be inside: what follows it is read too.
    for (std::size_t at = 0; at < size;) {
      const std::size_t got = target.memory().read({target.mask(address + at)},
                                                   std::as_writable_bytes(std::span(bytes_)).subspan(at));
      std::fill_n(present_.begin() + static_cast<std::ptrdiff_t>(at), got, true);
      at += std::max<std::size_t>(got, 1);
    }
  }
  /// Digits of `size` bytes from `at` on.
  std::string digits(std::size_t at, unsigned size) const {
    std::string text;
    for (unsigned i = size; i-- > 0;) text += present_[at + i] ? fmt::format("{:02x}", bytes_[at + i]) : "??";
    return text;
  }
  std::string characters(std::size_t count) const {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
      text += !present_[i] ? '?' : is_printable(bytes_[i]) ? static_cast<char>(bytes_[i]) : '.';
    return text;
  }
  std::string bits(std::size_t at) const {
    return present_[at] ? fmt::format("{:08b}", bytes_[at]) : std::string(8, '?');
  }
  bool is_present(std::size_t at) const { return present_[at]; }

 private:
  std::vector<bool> present_;
  std::vector<std::uint8_t> bytes_;
};

std::string qword_text(const std::string& digits) { return digits.substr(0, 8) + "`" + digits.substr(8); }

std::string line_of_bytes(const Bytes& bytes, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : i == 8 ? "-" : " ") + bytes.digits(i, 1);
  return fmt::format("{:<47}  {}", text, bytes.characters(count));
}

}  // namespace

unsigned unit_of(DisplayForm form) {
  switch (form) {
    case DisplayForm::kBytes:
    case DisplayForm::kBits:
      return 1;
    case DisplayForm::kWords:
      return 2;
    case DisplayForm::kDwords:
    case DisplayForm::kDwordsWithText:
      return 4;
    case DisplayForm::kQwords:
      return 8;
  }
  return 1;
}

document::Listing memory_lines(const Target& target, Range range, DisplayForm form) {
  document::Listing list{"memory", {}};
  const unsigned unit = unit_of(form);
  const unsigned per_line = form == DisplayForm::kBits ? 4 : kBytesPerLine / unit;
  for (std::uint64_t done = 0; done < range.count; done += per_line) {
    if (list.lines.size() == kMostLines) {
      list.add(fmt::format("... {} lines are shown at most", kMostLines));
      break;
    }
    const std::uint64_t address = range.begin + done * unit;
    const auto count = static_cast<unsigned>(std::min<std::uint64_t>(per_line, range.count - done));
    const Bytes bytes(target, address, std::size_t{count} * unit);
    std::vector<std::string> values;
    for (unsigned i = 0; i < count; ++i)
      values.push_back(form == DisplayForm::kBits ? bytes.bits(i) : bytes.digits(i * unit, unit));
    std::string text;
    if (form == DisplayForm::kBytes) {
      text = line_of_bytes(bytes, count);
    } else {
      for (const std::string& value : values)
        text += (text.empty() ? "" : " ") + (form == DisplayForm::kQwords ? qword_text(value) : value);
      if (form == DisplayForm::kDwordsWithText)
        text = fmt::format("{:<35}  {}", text, bytes.characters(std::size_t{count} * unit));
    }
    list.add(fmt::format("{}  {}", target.text(target.mask(address)), text))
        .address("address", target.mask(address))
        .list("values", std::move(values));
  }
  return list;
}

document::Listing words_with_symbols(const Target& target, Range range, unsigned size) {
  document::Listing list{"words", {}};
  for (std::uint64_t i = 0; i < range.count && i < kMostLines; ++i) {
    const std::uint64_t address = target.mask(range.begin + i * size);
    const auto value = target.read_number(address, size);
    const std::string digits = value ? (size == 8 ? target.text(*value) : fmt::format("{:08x}", *value))
                                     : std::string(size == 8 ? 17 : 8, '?');
    const std::string symbol = value ? target.symbols().describe(*value) : "";
    document::Line& line =
        list.add(fmt::format("{}  {}{}{}", target.text(address), digits, symbol.empty() ? "" : " ", symbol));
    line.address("address", address).with("symbol", symbol);
    if (value) line.address("value", *value);
  }
  if (range.count > kMostLines) list.add(fmt::format("... {} lines are shown at most", kMostLines));
  return list;
}

std::optional<std::string> text_at(const Target& target, std::uint64_t address, bool is_wide,
                                   std::size_t most) {
  std::string text;
  const unsigned size = is_wide ? 2 : 1;
  for (std::size_t i = 0; i < most; ++i) {
    const auto c = target.read_number(target.mask(address + i * size), size);
    if (!c) {
      if (i == 0) return std::nullopt;
      break;
    }
    if (*c == 0) break;
    text += *c < 0x80 && is_printable(static_cast<std::uint8_t>(*c)) ? static_cast<char>(*c) : '.';
  }
  return text;
}

}  // namespace dumplab::shell
