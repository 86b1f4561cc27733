// SPDX-License-Identifier: MIT
#include "minidump/memory_pieces.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>

#include "base/check.h"
#include "minidump/file_memory.h"

namespace dumplab::minidump {

void MemoryPieces::add(LinearAddress base, std::uint64_t size, std::uint64_t file_offset) {
  if (size == 0) return;
  const std::uint64_t last = base.value + (size - 1);
  DUMPLAB_CHECK(last >= base.value);
  pieces_.push_back({base.value, last, file_offset});
}

/// A sweep over the starts in address order; the heap holds the pieces that have begun, the first added on
/// top. Each step uses up a start or a piece, so n pieces give at most 2n ranges in O(n log n).
std::shared_ptr<const MemorySource> MemoryPieces::build(ByteView file,
                                                        std::shared_ptr<const void> owner) const {
  std::vector<std::size_t> order(pieces_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return pieces_[i].first; });

  std::vector<AddressRange> ranges;
  std::vector<std::uint64_t> offsets;
  std::size_t previous = pieces_.size();
  const auto emit = [&](std::size_t index, std::uint64_t first, std::uint64_t last) {
    const std::uint64_t size = last - first + 1;
    if (index == previous && ranges.back().end().value == first) {
      ranges.back().size += size;
      return;
    }
    ranges.push_back({{first}, size});
    offsets.push_back(pieces_[index].file_offset + (first - pieces_[index].first));
    previous = index;
  };

  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> begun;
  std::uint64_t position = 0;
  for (std::size_t next = 0; next < order.size() || !begun.empty();) {
    if (begun.empty()) position = std::max(position, pieces_[order[next]].first);
    for (; next < order.size() && pieces_[order[next]].first <= position; ++next) begun.push(order[next]);
    while (!begun.empty() && pieces_[begun.top()].last < position) begun.pop();
    if (begun.empty()) continue;
    const std::size_t winner = begun.top();
    std::uint64_t last = pieces_[winner].last;
    if (next < order.size()) last = std::min(last, pieces_[order[next]].first - 1);
    emit(winner, position, last);
    if (last == std::numeric_limits<std::uint64_t>::max()) break;
    position = last + 1;
  }
  return std::make_shared<FileMemory>(file, std::move(owner), std::move(ranges), std::move(offsets));
}

}  // namespace dumplab::minidump
