// SPDX-License-Identifier: MIT
#include "minidump/memory_pieces.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <queue>

#include "base/check.h"
#include "minidump/file_memory.h"

namespace dumplab::minidump {

void MemoryPieces::add(LinearAddress base, std::uint64_t size, std::uint64_t file_offset,
                       std::uint64_t where) {
  if (size == 0) return;
  const std::uint64_t last = base.value + (size - 1);
  DUMPLAB_CHECK(last >= base.value);
  pieces_.push_back({base.value, last, file_offset, where});
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

std::vector<MemoryPieces::Conflict> MemoryPieces::find_conflicts(ByteView file,
                                                                 const MemorySource& built) const {
  constexpr std::uint64_t kTimesTheFile = 4, kFloor = 1 << 20;
  std::uint64_t budget = file.size() * kTimesTheFile + kFloor;
  std::vector<Conflict> conflicts;
  // Only pieces that touch another one can differ from it, unless they are the same bytes of the file.
  std::vector<const Piece*> order;
  for (const Piece& piece : pieces_) order.push_back(&piece);
  std::ranges::stable_sort(order, {}, [](const Piece* piece) { return piece->first; });
  std::vector<const Piece*> overlapping;
  const Piece* reaching = nullptr;  // of those before, the one that ends last
  for (const Piece* piece : order) {
    const auto shift = [](const Piece* p) { return p->file_offset - p->first; };
    if (reaching && piece->first <= reaching->last && shift(piece) != shift(reaching)) {
      overlapping.push_back(reaching);
      overlapping.push_back(piece);
    }
    if (!reaching || piece->last > reaching->last) reaching = piece;
  }
  std::ranges::sort(overlapping);  // all lie in pieces_: the order in which they were added
  overlapping.erase(std::unique(overlapping.begin(), overlapping.end()), overlapping.end());
  for (const Piece* piece : overlapping)
    if (const auto address = find_difference(*piece, file, built, budget))
      conflicts.push_back({piece->where, *address});
  return conflicts;
}

std::optional<LinearAddress> MemoryPieces::find_difference(const Piece& piece, ByteView file,
                                                           const MemorySource& built, std::uint64_t& budget) {
  std::array<std::byte, 4096> buffer;
  const std::uint64_t size = piece.last - piece.first + 1;
  for (std::uint64_t at = 0; at < size;) {
    const std::uint64_t count = std::min<std::uint64_t>(buffer.size(), size - at);
    if (count > budget) return std::nullopt;
    budget -= count;
    const auto chunk = std::span(buffer).first(count);
    DUMPLAB_CHECK(built.read({piece.first + at}, chunk) == count);
    const auto own = file.slice(piece.file_offset + at, count);
    DUMPLAB_CHECK(own);
    const auto differs = std::ranges::mismatch(chunk, own->bytes()).in1;
    if (differs != chunk.end())
      return LinearAddress{piece.first + at + static_cast<std::uint64_t>(differs - chunk.begin())};
    at += count;
  }
  return std::nullopt;
}

}  // namespace dumplab::minidump
