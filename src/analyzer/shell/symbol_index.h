// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "structures/module_images.h"

namespace dumplab::shell {

/// A name with its module, and where it is.
struct Symbol {
  std::string module, name;  ///< "Orders", "main"
  std::uint64_t address = 0, size = 0;
  bool is_function = false;

  std::string text() const { return module + "!" + name; }
};

/// The names of all modules, by address and by name. A module's names are gathered when it is first asked
/// for. Borrows the images. Not thread safe.
class SymbolIndex {
 public:
  explicit SymbolIndex(const structures::ModuleImages& images);

  /// What debuggers call a module: its file name without the ending; of several with one name all but the
  /// first carry their base ("plug_10000000").
  const std::string& module_name(const structures::ModuleImage& module) const;
  /// By that name, by file name, without regard to case; null when there is none.
  const structures::ModuleImage* find_module(std::string_view name) const;

  /// "Orders!main+0x64", "Orders+0x1064" where no name is near; empty outside modules. `is_return`: the
  /// address follows a CALL, which is what gets named.
  std::string describe(std::uint64_t address, bool is_return = false) const;
  /// The address of "module!name", or of "name" in whichever module has it.
  std::optional<std::uint64_t> find(std::string_view text) const;
  /// The last name at or below `address` in its module, and the first one above it.
  struct Around {
    std::vector<Symbol> at;  ///< all that stand at the same place
    std::optional<Symbol> next;
  };
  Around around(std::uint64_t address) const;
  /// Names that match "module-pattern!name-pattern" (* and ?), by address.
  std::vector<Symbol> match(std::string_view pattern) const;

 private:
  struct Entry {
    std::string name;
    std::uint32_t rva = 0, size = 0;
    bool is_function = false;
  };
  const std::vector<Entry>& entries(std::size_t module) const;
  std::optional<std::uint64_t> find_in(std::size_t module, std::string_view name) const;
  std::size_t number_of(const structures::ModuleImage& module) const;

  const structures::ModuleImages& images_;
  std::vector<std::string> names_;                                  // of modules, by base
  mutable std::vector<std::optional<std::vector<Entry>>> entries_;  // by RVA
};

}  // namespace dumplab::shell
