// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/byte_view.h"
#include "dumplab/memory_source.h"

namespace dumplab::minidump {

/// Pieces of memory as a dump lists them: in any order, overlapping.
class MemoryPieces {
 public:
  /// `size` bytes of memory at `base` lie at `file_offset`, as the file says at `where`. The range must not
  /// wrap; 0 bytes are ignored.
  void add(LinearAddress base, std::uint64_t size, std::uint64_t file_offset, std::uint64_t where);

  /// The memory source: of pieces that overlap the one that was added first counts, byte by byte.
  std::shared_ptr<const MemorySource> build(ByteView file, std::shared_ptr<const void> owner) const;

  /// A piece that has another byte at an address than the piece that counts there.
  struct Conflict {
    std::uint64_t where = 0;  ///< of the piece
    LinearAddress address;    ///< the first of those bytes
  };
  /// One for each such piece, in the order in which they were added. Stops looking when it has compared a few
  /// times the file's size.
  std::vector<Conflict> find_conflicts(ByteView file, const MemorySource& built) const;

 private:
  struct Piece {
    std::uint64_t first, last;  // both inclusive: a piece may end at the top of the address space
    std::uint64_t file_offset, where;
  };
  static std::optional<LinearAddress> find_difference(const Piece& piece, ByteView file,
                                                      const MemorySource& built, std::uint64_t& budget);

  std::vector<Piece> pieces_;
};

}  // namespace dumplab::minidump
