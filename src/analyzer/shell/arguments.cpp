// SPDX-License-Identifier: MIT
#include "shell/arguments.h"

#include <fmt/format.h>

#include "base/try.h"

namespace dumplab::shell {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

tl::unexpected<Error> refuse(std::string why) { return fail(ErrorKind::kMalformed, 0, std::move(why)); }

void ArgumentReader::skip_blanks() {
  while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
}

bool ArgumentReader::at_end() {
  skip_blanks();
  return rest_.empty();
}

std::string_view ArgumentReader::rest() {
  skip_blanks();
  while (!rest_.empty() && is_blank(rest_.back())) rest_.remove_suffix(1);
  return rest_;
}

std::string ArgumentReader::word() {
  skip_blanks();
  const bool is_quoted = !rest_.empty() && rest_.front() == '"';
  if (is_quoted) rest_.remove_prefix(1);
  std::size_t end = 0;
  while (end < rest_.size() && (is_quoted ? rest_[end] != '"' : !is_blank(rest_[end]))) ++end;
  std::string word(rest_.substr(0, end));
  rest_.remove_prefix(std::min(rest_.size(), end + (is_quoted ? 1 : 0)));
  return word;
}

bool ArgumentReader::take(std::string_view wanted) {
  skip_blanks();
  if (!rest_.starts_with(wanted)) return false;
  if (rest_.size() > wanted.size() && !is_blank(rest_[wanted.size()])) return false;
  rest_.remove_prefix(wanted.size());
  return true;
}

std::optional<std::string> ArgumentReader::take_options() {
  skip_blanks();
  if (rest_.size() < 2 || (rest_.front() != '-' && rest_.front() != '/')) return std::nullopt;
  std::size_t end = 1;
  while (end < rest_.size() && !is_blank(rest_[end])) {
    const char c = rest_[end];
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return std::nullopt;  // -1 is a number
    ++end;
  }
  std::string letters(rest_.substr(1, end - 1));
  rest_.remove_prefix(end);
  return letters;
}

Result<std::uint64_t> ArgumentReader::number() {
  skip_blanks();
  return evaluate_word(rest_, session_.names());
}

Result<std::uint64_t> ArgumentReader::address() {
  DUMPLAB_TRY(const std::uint64_t value, number());
  return session_.target().mask(value);
}

Result<std::optional<std::uint64_t>> ArgumentReader::length() {
  skip_blanks();
  if (rest_.empty() || (rest_.front() != 'L' && rest_.front() != 'l')) return std::nullopt;
  std::string_view behind = rest_.substr(1);
  const bool is_unlimited = behind.starts_with('?');
  if (is_unlimited) behind.remove_prefix(1);
  DUMPLAB_TRY(const std::uint64_t value, evaluate_word(behind, session_.names()));
  rest_ = behind;
  if (!is_unlimited && value > kLargestRange)
    return refuse(fmt::format("Range error: L{:x} is more than 256 MB; L?{:x} means it", value, value));
  return std::optional(value);
}

Result<Range> read_range(ArgumentReader& arguments, const Target& target, unsigned unit, std::uint64_t usual,
                         std::optional<std::uint64_t> next) {
  Range range;
  range.count = usual;
  if (arguments.at_end()) {
    if (!next) return refuse("An address is needed");
    range.begin = *next;
    return range;
  }
  const std::string_view rest = arguments.rest();
  const bool has_length_only = rest.size() > 1 && (rest[0] == 'L' || rest[0] == 'l') &&
                               ((rest[1] >= '0' && rest[1] <= '9') || rest[1] == '?');
  if (has_length_only) {
    if (!next) return refuse("An address is needed");
    range.begin = *next;
  } else {
    DUMPLAB_TRY(range.begin, arguments.address());
  }
  DUMPLAB_TRY(const auto length, arguments.length());
  if (length) {
    range.count = *length;
  } else if (!arguments.at_end()) {
    DUMPLAB_TRY(const std::uint64_t end, arguments.address());
    if (end < range.begin) return refuse("Range error: it ends before it begins");
    if (end - range.begin >= kLargestRange) return refuse("Range error: more than 256 MB");
    range.count = (end - range.begin) / unit + 1;
    range.has_end = true;
  }
  // Not beyond the address space, whose last byte's address is `last`.
  const std::uint64_t last = target.is_64_bit() ? ~std::uint64_t{0} : 0xffffffff;
  const std::uint64_t behind_first = (last - range.begin) / unit;
  if (range.count > behind_first) range.count = behind_first + (behind_first != ~std::uint64_t{0});
  return range;
}

Result<std::uint64_t> address_or_ip(const Session& session, std::string_view text) {
  if (!text.empty()) return session.evaluate_address(text);
  const auto registers = pointers_of(session.scope().context);
  if (!registers) return refuse("An address is needed");
  return registers->ip;
}

Result<void> expect_end(ArgumentReader& arguments) {
  if (arguments.at_end()) return {};
  return refuse(fmt::format("Extra character error in '{}'", arguments.rest()));
}

}  // namespace dumplab::shell
