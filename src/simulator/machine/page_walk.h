// SPDX-License-Identifier: MIT
#pragma once

#include "cpu/page_translator.h"
#include "machine/physical_memory.h"

namespace dumplab::machine {

/// Hears of every translation: of every change of page, where the processors keep one page only
/// (cpu::Processor::keep_one_page).
class TouchListener {
 public:
  virtual ~TouchListener() = default;
  virtual void touched(std::uint32_t frame, cpu::Access access) = 0;
};

/// The paging unit of one processor: walks the two-level tables that CR3 points to, as user mode sees them.
class PageWalk final : public cpu::PageTranslator {
 public:
  explicit PageWalk(PhysicalMemory& memory) : memory_(memory) {}

  std::uint32_t cr3 = 0;  ///< physical address of the page directory; 0: nothing is mapped
  TouchListener* touches = nullptr;

  std::optional<cpu::Fault> translate(std::uint32_t linear, cpu::Access access, cpu::PageView& page) override;

 private:
  PhysicalMemory& memory_;
};

}  // namespace dumplab::machine
