// SPDX-License-Identifier: MIT
#include "kernel/syscalls/object_attributes.h"

#include "base/utf16.h"
#include "nt/layout.h"

namespace dumplab::kernel {
namespace {

/// OBJECT_ATTRIBUTES.
struct OnStack {
  le32 Length, RootDirectory, ObjectName, Attributes, SecurityDescriptor, SecurityQualityOfService;
};

constexpr std::uint32_t kLongestName = 0x7fff;  // bytes

}  // namespace

nt::Status read_object_attributes(SystemCall& call, std::uint32_t at, ObjectAttributes& attributes) {
  attributes = {};
  if (!at) return nt::Status::kSuccess;
  AddressSpace& space = call.process.space;
  const auto words = space.read_value<OnStack>(at);
  if (!words) return nt::Status::kAccessViolation;
  attributes.flags = words->Attributes.value();
  if (!words->ObjectName.value()) return nt::Status::kSuccess;
  const auto name = space.read_value<nt::UnicodeString>(words->ObjectName.value());
  if (!name) return nt::Status::kAccessViolation;
  if (name->Length.value() > kLongestName || name->Length.value() % 2) return nt::Status::kObjectNameInvalid;
  std::vector<std::byte> bytes(name->Length.value());
  if (!space.read(name->Buffer.value(), bytes.data(), bytes.size())) return nt::Status::kAccessViolation;
  attributes.name = utf8_from_utf16(bytes);
  if (words->RootDirectory.value() && !attributes.name.empty()) {
    nt::Status status;
    const auto root = find_object<Directory>(call, words->RootDirectory.value(), status);
    if (!root) return status;
    if (attributes.name.find('\\') != std::string::npos) return nt::Status::kObjectPathNotFound;
    attributes.name = root->name + "\\" + attributes.name;
  }
  return nt::Status::kSuccess;
}

}  // namespace dumplab::kernel
