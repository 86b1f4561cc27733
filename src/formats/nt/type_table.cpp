// SPDX-License-Identifier: MIT
#include "nt/type_table.h"

namespace dumplab::nt {
namespace {

/// A row that begins a type, or one of its fields (no name of a type).
struct Row {
  std::string_view type_name;
  std::uint32_t number;  // size or offset
  std::string_view field, field_type;
};
constexpr Row kRows[] = {
#define TYPE(name, size) {name, size, {}, {}},
#define FIELD(offset, name, type) {{}, offset, name, type},
#include "nt/types.def"
#undef TYPE
#undef FIELD
};

std::vector<Type> make_types() {
  std::vector<Type> types;
  for (const Row& row : kRows) {
    if (!row.type_name.empty())
      types.push_back({row.type_name, row.number, {}});
    else
      types.back().fields.push_back({row.number, row.field, row.field_type});
  }
  return types;
}

}  // namespace

const std::vector<Type>& types() {
  static const std::vector<Type> kTypes = make_types();
  return kTypes;
}

}  // namespace dumplab::nt
