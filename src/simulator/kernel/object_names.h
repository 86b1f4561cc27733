// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/saved.h"
#include "kernel/object.h"

namespace dumplab::kernel {

/// The object manager's names: full paths such as "\\BaseNamedObjects\\Ready". An object lives as long as a
/// handle or a wait refers to it; directories live for ever.
class ObjectNames {
 public:
  ObjectNames();

  /// Null when there is no such object, or no longer.
  std::shared_ptr<Object> find(const std::string& path) const;
  /// The path must be free.
  void add(const std::string& path, const std::shared_ptr<Object>& object);
  /// Whether the path lies in a directory that exists.
  bool has_directory_of(std::string_view path) const;

 private:
  friend struct saved::Fields<ObjectNames>;

  std::map<std::string, std::shared_ptr<Directory>> directories_;
  std::map<std::string, std::weak_ptr<Object>> objects_;
};

}  // namespace dumplab::kernel
