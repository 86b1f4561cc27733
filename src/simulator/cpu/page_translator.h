// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "cpu/fault.h"

namespace dumplab::cpu {

enum class Access : std::uint8_t { kRead, kWrite, kExecute };

/// One linear page as seen through the page tables at this instant.
struct PageView {
  std::byte* host = nullptr;  // of the page's first byte; valid until the TLB is flushed
  std::uint32_t frame = 0;    // physical frame number
  bool writable = false;      // the D bit is set and user writes are allowed: writes may skip the translator
};

/// The page walk.  The processor asks it on every TLB miss; it sets A and D bits.
class PageTranslator {
 public:
  virtual ~PageTranslator() = default;

  /// Fills `page` and returns nothing, or returns the #PF with complete error code and CR2 = `linear`.
  virtual std::optional<Fault> translate(std::uint32_t linear, Access access, PageView& page) = 0;
};

}  // namespace dumplab::cpu
