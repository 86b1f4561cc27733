// SPDX-License-Identifier: MIT
#include "kernel/object_type.h"

#include <algorithm>

namespace dumplab::kernel {
namespace {

constexpr ObjectType kTypes[] = {
#define OBJECT_TYPE(Name, waitable, read, write, execute, all) {#Name, waitable, read, write, execute, all},
#include "kernel/object_types.def"
#undef OBJECT_TYPE
};

}  // namespace

const ObjectType* find_object_type(std::string_view name) {
  const auto* found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                   [&](const ObjectType& type) { return type.name == name; });
  return found == std::end(kTypes) ? nullptr : found;
}

std::uint32_t granted_access(const ObjectType& type, std::uint32_t desired) {
  constexpr std::uint32_t kGenericAll = 0x10000000, kGenericExecute = 0x20000000, kGenericWrite = 0x40000000,
                          kGenericRead = 0x80000000, kMaximumAllowed = 0x02000000;
  std::uint32_t granted = desired & type.all;
  if (desired & (kGenericAll | kMaximumAllowed)) granted |= type.all;
  if (desired & kGenericExecute) granted |= type.execute;
  if (desired & kGenericWrite) granted |= type.write;
  if (desired & kGenericRead) granted |= type.read;
  return granted;
}

}  // namespace dumplab::kernel
