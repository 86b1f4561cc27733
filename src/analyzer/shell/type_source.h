// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/target.h"
#include "symbols/type_layout.h"

namespace dumplab::shell {

/// The types that a target's PDBs describe, and Windows XP's own.
class TypeSource {
 public:
  explicit TypeSource(const Target& target) : target_(target) {}

  struct Found {
    std::string module;  ///< "Orders"; "nt" of a built-in one
    symbols::TypeLayout layout;
  };
  /// "module!name" from that module's PDB; "name" from the first PDB that has it. Where no PDB has it, the
  /// built-in type of a 32-bit process. A name without its leading "_" or "struct " is found too.
  Result<Found> find(std::string_view name) const;
  /// Names of built-in types that match a pattern.
  std::vector<std::string> match(std::string_view pattern) const;
  /// Bytes of a type as it is spelled ("void*", "unsigned long[4]"); 0: not known.
  std::uint64_t size_of(const std::string& type) const;

 private:
  const Target& target_;
};

/// A spelled type in parts: "_LIST_ENTRY*[4]" has element "_LIST_ENTRY*", count 4.
struct SpelledType {
  std::string element;
  std::optional<std::uint64_t> count;  ///< of an array
  bool is_pointer = false;
  std::string pointee;  ///< of a pointer: "_LIST_ENTRY"
};
SpelledType parse_type(const std::string& spelled);

/// A type that is a number or a character.
struct BasicType {
  std::string_view name;      ///< as C writes it
  std::string_view debugger;  ///< "Uint4B"
  unsigned size = 0;
  bool is_signed = false, is_character = false, is_float = false;
};
/// Null for structures.
const BasicType* find_basic_type(std::string_view name);

}  // namespace dumplab::shell
