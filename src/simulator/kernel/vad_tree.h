// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>

#include "kernel/vad.h"

namespace dumplab::kernel {

// The user half that a program can have.
inline constexpr std::uint32_t kLowestUserAddress = 0x10000, kHighestUserAddress = 0x7ffeffff;

/// What VirtualQuery says of a run of pages that are alike.
struct MemoryRegion {
  std::uint32_t base = 0, size = 0, allocation_base = 0, allocation_protect = 0;
  std::uint32_t state = 0, protect = 0, type = 0;
};

/// The reservations and views of one process, by address.
class VadTree {
 public:
  Vad* find(std::uint32_t linear);
  const Vad* find(std::uint32_t linear) const;
  /// The VAD that holds the whole range.
  Vad* enclosing(std::uint32_t base, std::uint32_t size);

  bool is_free(std::uint32_t base, std::uint32_t size) const;
  /// First fit for `size` bytes from `from` up, on 64 KiB; from the top down with `top_down`.
  std::optional<std::uint32_t> find_free(std::uint32_t size, std::uint32_t from, bool top_down = false) const;

  /// An empty VAD at `base`, which must be free.
  Vad& insert(std::uint32_t base) { return vads_[base]; }
  void erase(std::uint32_t base) { vads_.erase(base); }
  bool empty() const { return vads_.empty(); }
  const std::map<std::uint32_t, Vad>& all() const { return vads_; }

  /// VirtualQuery: the region that holds `linear`, from its page up.
  MemoryRegion query(std::uint32_t linear) const;
  /// Every region below 0x7fff0000, free ones included.
  std::vector<MemoryRegion> regions() const;

 private:
  std::map<std::uint32_t, Vad> vads_;
};

}  // namespace dumplab::kernel
