// SPDX-License-Identifier: MIT
#include "solution/debugger.h"

#include <fmt/format.h>

#include "base/try.h"

namespace dumplab::solution {

std::uint32_t effective_address(const MemoryOperand& memory, const Registers& registers) {
  std::uint32_t address = memory.displacement;
  if (!memory.base.empty()) address += registers.at(memory.base);
  if (!memory.index.empty()) address += registers.at(memory.index) * memory.scale;
  return address;
}

Result<std::uint32_t> Debugger::dword(std::uint32_t address) {
  DUMPLAB_TRY(const auto values, dwords(address, 1));
  return values.front();
}

Result<std::string> Debugger::witness(std::uint32_t address) {
  DUMPLAB_TRY(const auto values, dwords(address, 2));
  return fmt::format("{:08x}{:08x}", values[1], values[0]);
}

}  // namespace dumplab::solution
