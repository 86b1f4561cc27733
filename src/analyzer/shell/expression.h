// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dumplab/result.h"

namespace dumplab::shell {

/// What the names in an expression mean.
class Names {
 public:
  virtual ~Names() = default;
  virtual std::optional<std::uint64_t> find_register(std::string_view name) const = 0;
  /// By its name without the dollar sign: "teb", "t0". An error says what the dump lacks.
  virtual Result<std::uint64_t> find_pseudo_register(std::string_view name) const = 0;
  virtual std::optional<std::uint64_t> find_symbol(std::string_view name) const = 0;
  /// The little-endian number of `size` bytes at `address`.
  virtual std::optional<std::uint64_t> read_number(std::uint64_t address, unsigned size) const = 0;
  virtual unsigned radix() const = 0;
  /// Bytes of a pointer, 4 or 8.
  virtual unsigned pointer_size() const = 0;
};

/// A debugger's expression in MASM's syntax: numbers (0x, 0n, 0t, 0y, or in the session's radix), registers,
/// pseudo-registers (@$teb), symbols (module!name), + - * / % & | ^ << >> = < > and their words, unary - ~,
/// parentheses, poi() by() wo() dwo() qwo() hi() low(). Values have 64 bits; unary minus of a 32-bit process
/// wraps at 32. An error says what was not understood, and where: `where` counts characters.
Result<std::uint64_t> evaluate(std::string_view text, const Names& names);

/// The same for the first expression of `text`, which ends at a blank outside parentheses; moves `text`
/// behind it.
Result<std::uint64_t> evaluate_word(std::string_view& text, const Names& names);

}  // namespace dumplab::shell
