// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include "base/saved.h"
#include "kernel/object.h"

namespace dumplab::kernel {

/// The handles of one process: multiples of four, lowest free one first.
class HandleTable {
 public:
  explicit HandleTable(std::uint32_t first) : first_(first) {}

  std::uint32_t insert(std::shared_ptr<Object> object) {
    std::uint32_t handle = first_;
    for (const auto& [used, unused] : objects_) {
      if (used != handle) break;
      handle += 4;
    }
    objects_.emplace(handle, std::move(object));
    return handle;
  }
  /// The object, or nullptr. The two low bits of a handle belong to the program.
  std::shared_ptr<Object> find(std::uint32_t handle) const {
    const auto found = objects_.find(handle & ~3u);
    return found == objects_.end() ? nullptr : found->second;
  }
  bool erase(std::uint32_t handle) { return objects_.erase(handle & ~3u) != 0; }
  void clear() { objects_.clear(); }
  const std::map<std::uint32_t, std::shared_ptr<Object>>& objects() const { return objects_; }

 private:
  friend struct saved::Fields<HandleTable>;

  std::uint32_t first_;
  std::map<std::uint32_t, std::shared_ptr<Object>> objects_;
};

}  // namespace dumplab::kernel
