// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "kernel/object_type.h"
#include "kernel/system_calls.h"

namespace dumplab::kernel {

/// OBJECT_ATTRIBUTES as the caller gave them.
struct ObjectAttributes {
  std::string name;  ///< full path; empty: none
  std::uint32_t flags = 0;

  /// Of the handle that is to be made.
  std::uint32_t handle_flags() const { return flags & 0x2 ? kHandleInherit : 0; }
};

/// No attributes at address 0. kAccessViolation, kObjectNameInvalid, and for the root directory
/// kInvalidHandle or kObjectTypeMismatch.
nt::Status read_object_attributes(SystemCall& call, std::uint32_t at, ObjectAttributes& attributes);

/// A handle to the object of that name, or, when it is free or none is given, to the one that `make` makes.
/// kObjectNameExists (a success) when OBJ_OPENIF found one.
template <class T, class Make>
nt::Status create_object(Kernel& kernel, SystemCall& call, std::uint32_t handle_at, std::uint32_t access,
                         std::uint32_t attributes_at, Make make) {
  constexpr std::uint32_t kOpenIf = 0x80;
  ObjectAttributes attributes;
  nt::Status status = read_object_attributes(call, attributes_at, attributes);
  if (!nt::succeeded(status)) return status;
  if (attributes.name.empty())
    return return_handle(kernel, call, handle_at, make(), access, attributes.handle_flags());
  if (const auto found = kernel.names().find(attributes.name)) {
    if (!dynamic_cast<T*>(found.get())) return nt::Status::kObjectTypeMismatch;
    if (!(attributes.flags & kOpenIf)) return nt::Status::kObjectNameCollision;
    status = return_handle(kernel, call, handle_at, found, access, attributes.handle_flags());
    return nt::succeeded(status) ? nt::Status::kObjectNameExists : status;
  }
  if (!kernel.names().has_directory_of(attributes.name)) return nt::Status::kObjectPathNotFound;
  std::shared_ptr<T> object = make();
  kernel.names().add(attributes.name, object);
  return return_handle(kernel, call, handle_at, std::move(object), access, attributes.handle_flags());
}

/// NtOpenX: handle, access, attributes. kObjectNameNotFound, kObjectTypeMismatch.
template <class T>
Completion open_object(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes_at] = call.arguments<3>();
  ObjectAttributes attributes;
  const nt::Status status = read_object_attributes(call, attributes_at, attributes);
  if (!nt::succeeded(status)) return status;
  const auto found = kernel.names().find(attributes.name);
  if (!found) return nt::Status::kObjectNameNotFound;
  if (!dynamic_cast<T*>(found.get())) return nt::Status::kObjectTypeMismatch;
  return return_handle(kernel, call, handle_at, found, access, attributes.handle_flags());
}

}  // namespace dumplab::kernel
