// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "base/byte_view.h"
#include "dumplab/memory_source.h"

namespace dumplab::minidump {

/// Pieces of memory as a dump lists them: in any order, overlapping.
class MemoryPieces {
 public:
  /// `size` bytes of memory at `base` lie at `file_offset`. The range must not wrap; 0 bytes are ignored.
  void add(LinearAddress base, std::uint64_t size, std::uint64_t file_offset);

  /// The memory source: of pieces that overlap the one that was added first counts, byte by byte.
  std::shared_ptr<const MemorySource> build(ByteView file, std::shared_ptr<const void> owner) const;

 private:
  struct Piece {
    std::uint64_t first, last;  // both inclusive: a piece may end at the top of the address space
    std::uint64_t file_offset;
  };
  std::vector<Piece> pieces_;
};

}  // namespace dumplab::minidump
