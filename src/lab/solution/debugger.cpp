// SPDX-License-Identifier: MIT
#include "solution/debugger.h"

#include <fmt/format.h>

#include "base/try.h"

namespace dumplab::solution {

Result<std::uint32_t> Debugger::dword(std::uint32_t address) {
  DUMPLAB_TRY(const auto values, dwords(address, 1));
  return values.front();
}

Result<std::string> Debugger::witness(std::uint32_t address) {
  DUMPLAB_TRY(const auto values, dwords(address, 2));
  return fmt::format("{:08x}{:08x}", values[1], values[0]);
}

}  // namespace dumplab::solution
