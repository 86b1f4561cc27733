// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include "cpu/page_translator.h"
#include "cpu/processor.h"
#include "machine/disk.h"
#include "machine/physical_memory.h"

namespace dumplab::deck {

/// Which pages "load next 4 pages from disk" takes.
enum class LoadRule {
  kNext,        ///< as the deck says: those behind the last ones
  kContaining,  ///< the four that contain EIP
};

/// "Executing Code": frames 0 to 3 hold four pages of a program; an EIP outside their range is an interrupt,
/// on which the operating system loads others. Data accesses are physical.
class CodeWindow final : public cpu::PageTranslator {
 public:
  static constexpr std::uint32_t kPages = 4, kSize = kPages * x86::kPageSize;

  struct Load {
    std::uint32_t eip;         ///< that was outside
    std::uint32_t first_page;  ///< of the file, in frame 0 now
    bool right;                ///< the page at EIP is the program's
  };

  CodeWindow(machine::PhysicalMemory& memory, machine::Disk& disk, const machine::DiskFile& program,
             LoadRule rule)
      : memory_(memory), disk_(disk), program_(program), rule_(rule) {}

  std::optional<cpu::Fault> translate(std::uint32_t linear, cpu::Access access, cpu::PageView& page) override;

  bool contains(std::uint32_t eip) const { return loaded_ && eip - base_ < kSize; }
  /// The interrupt: four pages come in and the range becomes EIP's 16 KiB. False behind the program's end.
  bool load(std::uint32_t eip);

  const std::vector<Load>& loads() const { return loads_; }

 private:
  machine::PhysicalMemory& memory_;
  machine::Disk& disk_;
  const machine::DiskFile& program_;
  LoadRule rule_;
  bool loaded_ = false;
  std::uint32_t base_ = 0;       // linear address of frame 0
  std::uint32_t next_page_ = 0;  // of the file
  std::vector<Load> loads_;
};

}  // namespace dumplab::deck
