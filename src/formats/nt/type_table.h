// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace dumplab::nt {

struct TypeField {
  std::uint32_t offset;
  std::string_view name, type;  ///< the type as C writes it: "_LIST_ENTRY", "void*", "wchar_t[261]"
};

/// A structure of 32-bit Windows XP SP3, from types.def.
struct Type {
  std::string_view name;
  std::uint32_t size;  ///< bytes
  std::vector<TypeField> fields;
};

/// Every one, in the file's order.
const std::vector<Type>& types();

}  // namespace dumplab::nt
