// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/type_source.h"

namespace dumplab::shell {

/// How `dt` was asked to show a type.
struct TypeStyle {
  std::vector<std::string> fields;  ///< names or their beginnings; empty: all
  unsigned depth = 0;               ///< levels of structures inside that are unfolded
};

/// The lines of `dt`: without `address` the layout, with it the values there.
void add_type(const Target& target, const symbols::TypeLayout& layout, std::optional<std::uint64_t> address,
              const TypeStyle& style, document::Listing& out);

}  // namespace dumplab::shell
