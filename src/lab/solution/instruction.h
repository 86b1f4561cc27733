// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dumplab::solution {

/// A place in memory: [base + index * scale + displacement].
struct MemoryOperand {
  unsigned size = 0;  ///< bytes; 0: the text does not say
  std::string base, index;
  unsigned scale = 1;
  std::uint32_t displacement = 0;
};

/// A line of code in Intel's syntax, as debuggers print it.
struct Instruction {
  std::uint32_t address = 0;
  std::string mnemonic;                 ///< with prefixes: "rep movs"
  std::vector<std::string> operands;    ///< lower case
  std::optional<std::uint32_t> target;  ///< of a direct call or jump

  bool is_call() const { return mnemonic == "call"; }
};

/// Of `mnemonic   operands`. A target is a number in parentheses, or the whole operand. Empty for no text.
std::optional<Instruction> parse_instruction(std::uint32_t address, std::string_view text);
/// Empty for an operand that is no memory.
std::optional<MemoryOperand> parse_memory(std::string_view operand);

}  // namespace dumplab::solution
