// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "x86/decoder.h"

namespace dumplab::x86 {

/// One instruction as debuggers write it.
struct Disassembled {
  Instruction instruction;
  std::string mnemonic;  ///< "rep movs", "mov"
  std::string operands;  ///< "eax,dword ptr [ecx+0Ch]", "lab!Walk (00401040)"
};

/// Code of 32-bit protected or 64-bit mode in Microsoft's syntax: MASM numbers, no blank behind a comma.
class Disassembler {
 public:
  /// `name_of` gives "lab!Walk" of an address, or nothing.
  Disassembler(bool is_64_bit, std::function<std::string(std::uint64_t)> name_of);
  ~Disassembler();

  /// The instruction at the start of `bytes`, which stands at linear address `address`; empty for bytes that
  /// are none or end too early.
  std::optional<Disassembled> read(std::span<const std::uint8_t> bytes, std::uint64_t address) const;

 private:
  struct Formatters;
  bool is_64_bit_;
  std::function<std::string(std::uint64_t)> name_of_;
  std::unique_ptr<Formatters> formatters_;
};

/// Whether a conditional branch would be taken with these EFLAGS (and, for JECXZ and LOOPcc, this counter);
/// empty for other instructions.
std::optional<bool> would_branch(const Instruction& instruction, std::uint32_t eflags, std::uint64_t counter);

}  // namespace dumplab::x86
