// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <vector>

#include "structures/module_images.h"

namespace dumplab::unwind {

/// Where functions may begin, found in images without symbols: entry point, exports, targets of CALLs, and
/// code that relocated words point to. There are more of them than functions. Borrows the images.
class FunctionStarts {
 public:
  explicit FunctionStarts(const structures::ModuleImages& modules) : modules_(modules) {}

  /// At most `count` starts at or below `address`, the nearest first.
  std::vector<std::uint32_t> find_before(std::uint32_t address, std::size_t count);

 private:
  const std::vector<std::uint32_t>& starts_of(const structures::ModuleImage& module);

  const structures::ModuleImages& modules_;
  std::map<const structures::ModuleImage*, std::vector<std::uint32_t>> starts_;  ///< linear, sorted
};

/// The nearest `push ebp; mov ebp, esp` at or a little below `address`; empty where the code has none or is
/// not there.
std::optional<std::uint32_t> find_prologue(const MemorySource& code, std::uint32_t address);

}  // namespace dumplab::unwind
