// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "dumplab/snapshot.h"

namespace dumplab {
namespace {

bool same_memory(const MemorySource& a, const MemorySource& b) {
  if (!std::ranges::equal(a.ranges(), b.ranges())) return false;
  std::vector<std::byte> left(1 << 20), right(1 << 20);
  for (const AddressRange& range : a.ranges()) {
    for (std::uint64_t at = 0; at < range.size; at += left.size()) {
      const std::size_t count = std::min<std::uint64_t>(left.size(), range.size - at);
      const std::size_t from_a = a.read(range.base + at, std::span(left).first(count));
      const std::size_t from_b = b.read(range.base + at, std::span(right).first(count));
      if (from_a != count || from_b != count ||
          !std::equal(left.begin(), left.begin() + count, right.begin()))
        return false;
    }
  }
  return true;
}

}  // namespace

bool operator==(const Snapshot& a, const Snapshot& b) {
  const auto values = [](const Snapshot& s) {
    return std::tie(s.TimeDateStamp, s.Flags, s.system, s.misc, s.threads, s.modules, s.unloaded_modules,
                    s.handles, s.regions, s.exception, s.comment_ansi, s.comment, s.vm_counters,
                    s.system_memory, s.handle_operations, s.tokens, s.function_tables, s.user_streams);
  };
  if (values(a) != values(b)) return false;
  if (!a.memory || !b.memory) return a.memory == b.memory;
  return same_memory(*a.memory, *b.memory);
}

}  // namespace dumplab
