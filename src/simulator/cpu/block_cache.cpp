// SPDX-License-Identifier: MIT
#include "cpu/block_cache.h"

#include <algorithm>
#include <utility>

#include "cpu/block.h"

namespace dumplab::cpu {
namespace {

constexpr std::uint32_t kPageSize = 4096;
constexpr std::uint32_t kLineSize = 64;

std::uint64_t key_of(std::uint32_t frame, std::uint32_t linear) {
  return static_cast<std::uint64_t>(frame) << 32 | linear;
}

/// Lines touched by [offset, offset + size), size > 0, cut at the page end.
std::uint64_t lines_of(std::uint32_t offset, std::uint32_t size) {
  const std::uint32_t first = offset / kLineSize;
  const std::uint32_t last = std::min(offset + size - 1, kPageSize - 1) / kLineSize;
  return ~std::uint64_t{0} << first & ~std::uint64_t{0} >> (63 - last);
}

}  // namespace

BlockCache::BlockCache() = default;
BlockCache::~BlockCache() = default;

Block* BlockCache::find(std::uint32_t frame, std::uint32_t linear) const {
  const auto found = blocks_.find(key_of(frame, linear));
  return found == blocks_.end() ? nullptr : found->second.get();
}

Block* BlockCache::add(std::unique_ptr<Block> block) {
  Block* const added = block.get();
  const std::uint32_t offset = added->linear % kPageSize;
  auto& place = blocks_[key_of(added->frame, added->linear)];
  if (place) {  // the page after it has moved: take the old reading away first
    frame_written(added->frame);
    return add(std::move(block));
  }
  place = std::move(block);
  mark(added->frame, offset, added->size, added);
  if (added->second_frame) mark(*added->second_frame, 0, offset + added->size - kPageSize, added);
  return added;
}

void BlockCache::mark(std::uint32_t frame, std::uint32_t offset, std::uint32_t size, Block* block) {
  const auto [place, is_new] = frames_.try_emplace(frame);
  place->second.lines |= lines_of(offset, size);
  place->second.blocks.push_back(block);
  if (is_new) ++marks_;
}

void BlockCache::frame_written(std::uint32_t frame) {
  const auto found = frames_.find(frame);
  if (found == frames_.end()) return;
  const std::vector<Block*> blocks = std::move(found->second.blocks);
  frames_.erase(found);
  for (Block* block : blocks) {
    const auto place = blocks_.find(key_of(block->frame, block->linear));
    if (place == blocks_.end() || place->second.get() != block) continue;
    const std::uint32_t other = block->frame == frame ? block->second_frame.value_or(frame) : block->frame;
    if (const auto rest = frames_.find(other); rest != frames_.end()) std::erase(rest->second.blocks, block);
    dropped_.push_back(std::move(place->second));
    blocks_.erase(place);
  }
  ++drops_;
}

bool BlockCache::covers(std::uint32_t frame, std::uint32_t offset, std::uint32_t size) const {
  const auto found = frames_.find(frame);
  return found != frames_.end() && (found->second.lines & lines_of(offset, size)) != 0;
}

void BlockCache::collect() { dropped_.clear(); }

}  // namespace dumplab::cpu
