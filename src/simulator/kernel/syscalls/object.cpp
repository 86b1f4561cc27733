// SPDX-License-Identifier: MIT
#include <cstring>

#include "base/utf16.h"
#include "kernel/object_type.h"
#include "kernel/syscalls/object_attributes.h"
#include "nt/layout.h"

namespace dumplab::kernel {
namespace {

constexpr std::uint32_t kNameClass = 1, kTypeClass = 2, kHandleFlagClass = 4;

/// UNICODE_STRING followed by its characters. `fixed`: bytes of the whole structure without them.
Completion return_string(SystemCall& call, const std::string& text, std::uint32_t fixed) {
  const auto [handle, information_class, buffer, size, length_at] = call.arguments<5>();
  std::vector<std::byte> bytes(fixed);
  const std::u16string characters = utf16_from_utf8(text);
  const auto length = static_cast<std::uint16_t>(2 * characters.size());
  const bool has_text = length > 0;
  const nt::UnicodeString header{le16(length), le16(has_text ? static_cast<std::uint16_t>(length + 2) : 0),
                                 le32(has_text ? buffer + fixed : 0)};
  std::memcpy(bytes.data(), &header, sizeof header);
  if (has_text) {
    bytes.resize(fixed + length + 2);
    std::memcpy(bytes.data() + fixed, characters.data(), length);
  }
  return return_information(call, buffer, size, length_at, bytes.data(),
                            static_cast<std::uint32_t>(bytes.size()));
}

}  // namespace

Completion NtClose(Kernel&, SystemCall& call) {
  const auto [handle] = call.arguments<1>();
  const HandleEntry* entry = call.process.handles.find(handle);
  if (!entry) return nt::Status::kInvalidHandle;
  if (entry->flags & kHandleProtectFromClose) return nt::Status::kHandleNotClosable;
  call.process.handles.erase(handle);
  return nt::Status::kSuccess;
}

Completion NtDuplicateObject(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kCloseSource = 1, kSameAccess = 2;
  const auto [source_process, source, target_process, target_at, access, attributes, options] =
      call.arguments<7>();
  nt::Status status;
  Process* const from = find_process(call, source_process, status);
  if (!from) return status;
  const bool is_own = from == &call.process;
  const HandleEntry* entry = from->handles.find(source);
  auto object = is_own ? object_of(call, source) : entry ? entry->object : nullptr;
  if (!object) return nt::Status::kInvalidHandle;
  const std::uint32_t granted = is_own ? access_of(call, source) : entry->access;
  if (options & kCloseSource) from->handles.erase(source);
  if (!target_at) return nt::Status::kSuccess;
  Process* const to = find_process(call, target_process, status);
  if (!to) return status;
  const std::uint32_t wanted = options & kSameAccess ? granted : access;
  const std::uint32_t flags = attributes & 0x2 ? kHandleInherit : 0;
  if (to == &call.process) return return_handle(kernel, call, target_at, std::move(object), wanted, flags);
  const ObjectType* type = find_object_type(object->type);
  const std::uint32_t handle = to->handles.insert({std::move(object), granted_access(*type, wanted), flags});
  return call.process.space.write_value(target_at, handle) ? nt::Status::kSuccess
                                                           : nt::Status::kAccessViolation;
}

Completion NtQueryObject(Kernel&, SystemCall& call) {
  constexpr std::uint32_t kNameFixed = 8, kTypeFixed = 0x60;
  const auto [handle, information_class, buffer, size, length_at] = call.arguments<5>();
  const auto object = object_of(call, handle);
  if (!object) return nt::Status::kInvalidHandle;
  switch (information_class) {
    case kNameClass:
      return return_string(call, name_of(*object), kNameFixed);
    case kTypeClass:
      return return_string(call, std::string(object->type), kTypeFixed);
    case kHandleFlagClass: {
      const HandleEntry* entry = call.process.handles.find(handle);
      if (!entry) return nt::Status::kInvalidHandle;
      const std::uint8_t flags[2] = {(entry->flags & kHandleInherit) != 0,
                                     (entry->flags & kHandleProtectFromClose) != 0};
      return return_information(call, buffer, size, length_at, flags, sizeof flags);
    }
    default:
      return nt::Status::kInvalidInfoClass;
  }
}

Completion NtSetInformationObject(Kernel&, SystemCall& call) {
  const auto [handle, information_class, buffer, size] = call.arguments<4>();
  if (information_class != kHandleFlagClass) return nt::Status::kInvalidInfoClass;
  if (size != 2) return nt::Status::kInfoLengthMismatch;
  HandleEntry* entry = call.process.handles.find(handle);
  if (!entry) return nt::Status::kInvalidHandle;
  const auto flags = call.process.space.read_value<std::array<std::uint8_t, 2>>(buffer);
  if (!flags) return nt::Status::kAccessViolation;
  entry->flags = ((*flags)[0] ? kHandleInherit : 0) | ((*flags)[1] ? kHandleProtectFromClose : 0);
  return nt::Status::kSuccess;
}

Completion NtOpenDirectoryObject(Kernel& kernel, SystemCall& call) {
  return open_object<Directory>(kernel, call);
}

}  // namespace dumplab::kernel
