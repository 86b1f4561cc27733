// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/session.h"
#include "x86/disassembler.h"

namespace dumplab::shell {

/// Reads and writes code of one target.
class CodeText {
 public:
  explicit CodeText(const Target& target);

  /// The instruction at `address`; empty where the dump has no bytes or they are none.
  std::optional<x86::Disassembled> read(std::uint64_t address) const;
  /// "00401013 8b01            mov     eax,dword ptr [ecx]", and "???" where there is nothing to read.
  /// Gives the instruction's length, or 1.
  unsigned add_line(std::uint64_t address, document::Listing& out) const;
  /// "lab!ReadNode+0x3:" before the first line, or where a new name begins.
  void add_label(std::uint64_t address, document::Listing& out) const;
  /// "  ds:0023:00000000=????????" or " [br=1]": what the instruction at EIP works on.
  std::string operand_note(const x86::Disassembled& code, const Context& context) const;
  /// Where code that ends at `end` can be read from, `count` instructions before it: instructions of the
  /// function from its start if it is known, else those that most readings agree in.
  std::vector<std::uint64_t> instructions_before(std::uint64_t end, std::size_t count) const;

 private:
  std::vector<std::uint8_t> bytes_at(std::uint64_t address, std::size_t size) const;

  const Target& target_;
  x86::Disassembler disassembler_;
};

/// The linear address of a memory operand; empty when a register is not known.
std::optional<std::uint64_t> effective_address(const x86::Disassembled& code, unsigned operand,
                                               const Context& context, std::uint64_t address);

}  // namespace dumplab::shell
