// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace dumplab::symbols {

/// How to unwind from a range of code: a row of frame data, which has a program, or an older FPO row, which
/// has none (see fpo_program()). Sizes are bytes.
struct FrameData {
  std::uint32_t rva = 0, code_size = 0, locals_size = 0, params_size = 0, stack_max = 0;
  std::uint16_t prolog_size = 0, saved_registers_size = 0;
  std::uint32_t flags = 0;
  std::string program;                  ///< empty: an FPO row
  bool allocates_base_pointer = false;  ///< of an FPO row: EBP is one of the saved registers
};

/// STACK CFI at one address: a postfix expression for each register of the caller that can be had, ".cfa" and
/// ".ra" among them.
struct FrameRules {
  std::uint32_t rva = 0, size = 0;  ///< what the INIT row covers
  std::map<std::string, std::string> rules;
};

}  // namespace dumplab::symbols
