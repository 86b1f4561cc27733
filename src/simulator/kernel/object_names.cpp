// SPDX-License-Identifier: MIT
#include "kernel/object_names.h"

namespace dumplab::kernel {

ObjectNames::ObjectNames() {
  for (const char* path : {"\\", "\\BaseNamedObjects", "\\KnownDlls"}) {
    directories_[path] = std::make_shared<Directory>();
    directories_[path]->name = path;
  }
}

std::shared_ptr<Object> ObjectNames::find(const std::string& path) const {
  if (const auto directory = directories_.find(path); directory != directories_.end())
    return directory->second;
  const auto found = objects_.find(path);
  return found == objects_.end() ? nullptr : found->second.lock();
}

void ObjectNames::add(const std::string& path, const std::shared_ptr<Object>& object) {
  std::erase_if(objects_, [](const auto& entry) { return entry.second.expired(); });
  object->name = path;
  objects_[path] = object;
}

bool ObjectNames::has_directory_of(std::string_view path) const {
  const std::size_t slash = path.rfind('\\');
  if (slash == std::string_view::npos) return false;
  return directories_.contains(std::string(path.substr(0, slash ? slash : 1)));
}

}  // namespace dumplab::kernel
