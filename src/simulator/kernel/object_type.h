// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace dumplab::kernel {

/// ACCESS_MASK bits that services ask for.
inline constexpr std::uint32_t kSynchronize = 0x00100000, kModifyState = 0x2, kQueryState = 0x1;

/// One row of object_types.def.
struct ObjectType {
  std::string_view name;
  bool waitable;
  std::uint32_t read, write, execute, all;
};

/// Null when NT has no such type, or we do not.
const ObjectType* find_object_type(std::string_view name);

/// The rights that a desired access means for a type: generic rights and MAXIMUM_ALLOWED resolved.
std::uint32_t granted_access(const ObjectType& type, std::uint32_t desired);

}  // namespace dumplab::kernel
