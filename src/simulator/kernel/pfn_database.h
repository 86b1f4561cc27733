// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "base/saved.h"

namespace dumplab::kernel {

class AddressSpace;
class Segment;

/// Who has a frame.
enum class FrameState : std::uint8_t {
  kFree,
  kDirectory,  ///< page directory of `space`
  kTable,      ///< page table of `space` for the 4 MiB from `linear`
  kPrivate,    ///< page `linear` of `space`
  kSection,    ///< page `index` of `segment`
};

/// One frame. A frame of a page can be evicted; one of a table or directory cannot.
struct FrameEntry {
  FrameState state = FrameState::kFree;
  bool modified = false;   ///< differs from its backing store, whatever the D bits say
  std::uint16_t pins = 0;  ///< reasons not to evict it now
  std::uint32_t linear = 0, index = 0;
  AddressSpace* space = nullptr;
  Segment* segment = nullptr;
  std::uint32_t share_count = 0;  ///< entries that refer to the frame; of a table: its entries that say
                                  ///< something the VADs do not
  std::uint32_t slot = 0;         ///< of pagefile.sys, kept for the page; 0: none
};

/// The PFN database: one entry per frame number. Frames that were never used have none yet.
class PfnDatabase {
 public:
  /// References to entries stay valid.
  explicit PfnDatabase(std::uint32_t frame_count) { entries_.reserve(frame_count); }

  FrameEntry& operator[](std::uint32_t frame) {
    if (frame >= entries_.size()) entries_.resize(frame + 1);
    return entries_[frame];
  }
  const FrameEntry& at(std::uint32_t frame) const {
    static constexpr FrameEntry kUnused;
    return frame < entries_.size() ? entries_[frame] : kUnused;
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }

 private:
  friend struct saved::Fields<PfnDatabase>;

  std::vector<FrameEntry> entries_;
};

}  // namespace dumplab::kernel
