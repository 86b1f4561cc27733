// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/arguments.h"

namespace dumplab::shell {

/// Most lines that one command shows.
inline constexpr std::size_t kMostLines = 100'000;

/// How memory is shown by `db`, `dd`, ...
enum class DisplayForm { kBytes, kWords, kDwords, kQwords, kDwordsWithText, kBits };

/// Bytes of one unit.
unsigned unit_of(DisplayForm form);

/// Lines of 16 bytes, as `db` or `dd` writes them: ?? where a byte is missing. `count` in units.
document::Listing memory_lines(const Target& target, Range range, DisplayForm form);

/// "0019ff04  00401048 lab!Walk+0x8": `dps`. `count` in words of `size` bytes.
document::Listing words_with_symbols(const Target& target, Range range, unsigned size);

/// The text of at most `most` characters at `address`: what `da` or `du` shows of it. Empty: no byte of it is
/// in the dump.
std::optional<std::string> text_at(const Target& target, std::uint64_t address, bool is_wide,
                                   std::size_t most);

}  // namespace dumplab::shell
