// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shell/session.h"

namespace dumplab::shell {

/// Reads a command's arguments from left to right. Borrows the text.
class ArgumentReader {
 public:
  ArgumentReader(const Session& session, std::string_view text) : session_(session), rest_(text) {}

  bool at_end();
  /// What is left, without blanks around it.
  std::string_view rest();
  /// The next word, up to a blank; of a quoted one what is between the quotes. Empty at the end.
  std::string word();
  /// Takes the next word if it is this one (case counts).
  bool take(std::string_view word);
  /// Takes the next word if it is "-x" or "/x" with `letter` among its letters only; gives the letters.
  std::optional<std::string> take_options();
  /// The next expression.
  Result<std::uint64_t> number();
  /// The same, cut to the address space.
  Result<std::uint64_t> address();
  /// "L8": the number behind the L; empty where none comes.
  Result<std::optional<std::uint64_t>> length();

 private:
  void skip_blanks();

  const Session& session_;
  std::string_view rest_;
};

/// WinDbg's: larger ranges are mistakes more often than not. "L?" lifts it.
inline constexpr std::uint64_t kLargestRange = 256u << 20;

/// "address", "address L count", "address end". `count` in units of `unit` bytes; `usual` without one.
struct Range {
  std::uint64_t begin = 0, count = 0;
  bool has_end = false;  ///< "address end": `count` follows from it
};
/// `next`: where a range without an address begins. The end of "address end" belongs to the range.
Result<Range> read_range(ArgumentReader& arguments, const Target& target, unsigned unit, std::uint64_t usual,
                         std::optional<std::uint64_t> next);

/// The value of `text`; without one the instruction pointer.
Result<std::uint64_t> address_or_ip(const Session& session, std::string_view text);

/// Nothing may follow.
Result<void> expect_end(ArgumentReader& arguments);

/// A reason, for a command that could not do its work.
tl::unexpected<Error> refuse(std::string why);

}  // namespace dumplab::shell
