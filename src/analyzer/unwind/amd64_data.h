// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "image/unwind_info.h"
#include "structures/module_images.h"

namespace dumplab::unwind {

/// Unwind data of 64-bit modules as far as it is there: the gaps of an image that the dump has in part must
/// not be taken for data. Borrows the images.
class Amd64Data {
 public:
  explicit Amd64Data(const structures::ModuleImages& modules) : modules_(modules) {}

  enum class Kind {
    kFunction,  ///< step() can be asked
    kLeaf,      ///< the module has unwind data, and none for this address
    kMissing,   ///< not in the dump, nor in a module file
    kBroken,
  };
  struct Found {
    Kind kind = Kind::kMissing;
    bool needs_registers = false;  ///< the frame hangs on another register than RSP
    std::uint32_t begin = 0;       ///< RVA of the function
  };
  /// What there is for the code at `rva` of `module`.
  Found find(const structures::ModuleImage& module, std::uint32_t rva);

 private:
  bool has_directory(const structures::ModuleImage& module);
  bool is_there(const structures::ModuleImage& module, std::uint32_t rva, std::uint64_t size) const;

  const structures::ModuleImages& modules_;
  std::map<const structures::ModuleImage*, bool> directories_;
};

}  // namespace dumplab::unwind
