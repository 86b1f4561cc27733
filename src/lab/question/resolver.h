// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dumplab/address.h"

namespace dumplab::question {

/// A place in a module. `module` is spelled as debuggers do, without path and extension.
struct ModulePlace {
  std::string module;
  Rva rva;
};

/// What the spellings of answers need to know of a process.
class Resolver {
 public:
  virtual ~Resolver() = default;
  /// The system's id of the thread that debuggers call ~index.
  virtual std::optional<std::uint32_t> find_thread(std::uint64_t index) const = 0;
  /// Its name as in ModulePlace; `name` in any case, with or without extension.
  virtual std::optional<std::string> find_module(std::string_view name) const = 0;
  /// The start of a function.
  virtual std::optional<ModulePlace> find_symbol(std::string_view module,
                                                 std::string_view function) const = 0;
  /// Empty outside of all modules.
  virtual std::optional<ModulePlace> find_place(LinearAddress address) const = 0;
};

}  // namespace dumplab::question
