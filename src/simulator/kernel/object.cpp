// SPDX-License-Identifier: MIT
#include "kernel/object.h"

namespace dumplab::kernel {

std::string name_of(const Object& object) {
  constexpr std::string_view kDrive = "C:", kDevice = "\\Device\\HarddiskVolume1";
  const auto* file = dynamic_cast<const File*>(&object);
  if (!file || !file->file) return object.name;
  const std::string_view path = file->file->path;
  return std::string(kDevice) + std::string(path.starts_with(kDrive) ? path.substr(kDrive.size()) : path);
}

}  // namespace dumplab::kernel
