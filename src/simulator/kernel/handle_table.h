// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include "base/saved.h"
#include "kernel/object.h"

namespace dumplab::kernel {

/// HANDLE_FLAG_*, as NtSetInformationObject sets them.
inline constexpr std::uint32_t kHandleInherit = 1, kHandleProtectFromClose = 2;

struct HandleEntry {
  std::shared_ptr<Object> object;
  std::uint32_t access = 0;  ///< ACCESS_MASK that was granted
  std::uint32_t flags = 0;   ///< kHandle*
};

/// The handles of one process: multiples of four, lowest free one first.
class HandleTable {
 public:
  explicit HandleTable(std::uint32_t first) : first_(first), lowest_free_(first) {}

  std::uint32_t insert(HandleEntry entry) {
    const std::uint32_t handle = lowest_free_;
    entries_.emplace(handle, std::move(entry));
    auto next = entries_.find(handle);
    do {
      lowest_free_ += 4;
      ++next;
    } while (next != entries_.end() && next->first == lowest_free_);
    return handle;
  }
  /// The two low bits of a handle belong to the program. Null when it means nothing.
  const HandleEntry* find(std::uint32_t handle) const {
    const auto found = entries_.find(handle & ~3u);
    return found == entries_.end() ? nullptr : &found->second;
  }
  HandleEntry* find(std::uint32_t handle) {
    return const_cast<HandleEntry*>(std::as_const(*this).find(handle));
  }
  bool erase(std::uint32_t handle) {
    handle &= ~3u;
    if (entries_.erase(handle) == 0) return false;
    lowest_free_ = std::min(lowest_free_, handle);
    return true;
  }
  void clear() {
    entries_.clear();
    lowest_free_ = first_;
  }
  const std::map<std::uint32_t, HandleEntry>& entries() const { return entries_; }

 private:
  friend struct saved::Fields<HandleTable>;

  std::uint32_t first_, lowest_free_;
  std::map<std::uint32_t, HandleEntry> entries_;
};

}  // namespace dumplab::kernel
