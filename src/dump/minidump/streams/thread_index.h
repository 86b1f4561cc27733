// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "dumplab/snapshot.h"

namespace dumplab::minidump {

/// Threads by id, for the streams that add to them. Of threads with the same id the first one is found.
/// The vector of threads must not change meanwhile.
class ThreadIndex {
 public:
  explicit ThreadIndex(std::vector<Thread>& threads) {
    for (Thread& thread : threads) by_id_.emplace_back(thread.ThreadId, &thread);
    std::ranges::stable_sort(by_id_, {}, &Row::first);
  }
  /// Null when there is none: exited threads have infos and names, too.
  Thread* find(std::uint32_t id) const {
    const auto row = std::ranges::lower_bound(by_id_, id, {}, &Row::first);
    return row != by_id_.end() && row->first == id ? row->second : nullptr;
  }

 private:
  using Row = std::pair<std::uint32_t, Thread*>;
  std::vector<Row> by_id_;
};

}  // namespace dumplab::minidump
