// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace dumplab::cpu {

/// An exception as the processor would deliver it.
struct Fault {
  std::uint8_t vector = 0;              // x86/vectors.h
  std::uint32_t error_code = 0;         // 0 where the vector has none
  std::uint32_t linear = 0;             // #PF: what CR2 would hold
  const char* unimplemented = nullptr;  // #UD because this machine lacks the instruction: its mnemonic
};

}  // namespace dumplab::cpu
