// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "base/saved.h"

namespace dumplab::kernel {

struct Thread;
struct Timer;

/// What happens at a time: waits that end and timers that expire, the first due first, then the first set.
class DueTable {
 public:
  /// A timer without handles is gone, and nothing happens then.
  using Entry = std::variant<Thread*, std::weak_ptr<Timer>>;

  /// Gives the number by which remove() finds it again.
  std::uint64_t add(std::uint64_t due, Entry entry) {
    const std::uint64_t number = next_number_++;
    entries_.emplace(std::pair(due, number), std::move(entry));
    return number;
  }
  void remove(std::uint64_t due, std::uint64_t number) { entries_.erase({due, number}); }
  /// The next time, in 100 ns units since the machine started.
  std::optional<std::uint64_t> next() {
    drop_dead();
    if (entries_.empty()) return std::nullopt;
    return entries_.begin()->first.first;
  }
  /// The next entry that is due at `now`, taken out.
  std::optional<Entry> take(std::uint64_t now) {
    const auto due = next();
    if (!due || *due > now) return std::nullopt;
    Entry entry = std::move(entries_.begin()->second);
    entries_.erase(entries_.begin());
    return entry;
  }

 private:
  friend struct saved::Fields<DueTable>;

  void drop_dead() {
    while (!entries_.empty()) {
      const auto* timer = std::get_if<std::weak_ptr<Timer>>(&entries_.begin()->second);
      if (!timer || !timer->expired()) return;
      entries_.erase(entries_.begin());
    }
  }

  std::map<std::pair<std::uint64_t, std::uint64_t>, Entry> entries_;
  std::uint64_t next_number_ = 0;
};

}  // namespace dumplab::kernel
