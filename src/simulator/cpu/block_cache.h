// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace dumplab::cpu {

struct Block;

/// The decoded blocks of all processors of one machine, keyed by physical frame and linear address.
class BlockCache {
 public:
  BlockCache();
  ~BlockCache();
  BlockCache(const BlockCache&) = delete;
  BlockCache& operator=(const BlockCache&) = delete;

  /// The kernel or a device wrote into physical frame number `frame`, or gave it away: drops its blocks.
  /// Cheap for a frame without code.
  void frame_written(std::uint32_t frame);
  void frame_freed(std::uint32_t frame) { frame_written(frame); }

  /// The rest is for Processor.

  /// The block that starts at `linear` in `frame`, or nullptr.
  Block* find(std::uint32_t frame, std::uint32_t linear) const;

  /// Takes a new block and marks its frames as code.
  Block* add(std::unique_ptr<Block> block);

  /// Whether a write of `size` bytes at `offset` in `frame` touches a 64-byte line that holds decoded code.
  bool covers(std::uint32_t frame, std::uint32_t offset, std::uint32_t size) const;
  bool has_code(std::uint32_t frame) const { return frames_.contains(frame); }

  /// Frees dropped blocks.  Only while no processor is inside one.
  void collect();

  /// Grows when blocks are dropped: pointers to blocks taken before are dead after collect().
  std::uint64_t drops() const { return drops_; }
  /// Grows when a frame becomes code: write translations made before are too generous.
  std::uint64_t marks() const { return marks_; }

 private:
  struct FrameCode {
    std::uint64_t lines = 0;  // bit n: bytes [64n, 64n + 64) hold decoded code
    std::vector<Block*> blocks;
  };

  void mark(std::uint32_t frame, std::uint32_t offset, std::uint32_t size, Block* block);

  std::unordered_map<std::uint64_t, std::unique_ptr<Block>> blocks_;
  std::unordered_map<std::uint32_t, FrameCode> frames_;
  std::vector<std::unique_ptr<Block>> dropped_;
  std::uint64_t drops_ = 0;
  std::uint64_t marks_ = 0;
};

}  // namespace dumplab::cpu
