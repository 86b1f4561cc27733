// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "base/saved.h"
#include "kernel/memory_manager.h"
#include "nt/page_entry.h"
#include "x86/page_table.h"

namespace dumplab::kernel {

/// The page directory and page tables of one process, in frames of the machine. A table lives as long as one
/// of its entries says more than the VADs do.
class PageTables {
 public:
  PageTables(MemoryManager& memory, AddressSpace& owner) : memory_(memory), owner_(owner) {}
  PageTables(const PageTables&) = delete;
  PageTables& operator=(const PageTables&) = delete;

  /// Makes the directory. False: no frame for it.
  bool create();
  /// Frees it; no entry may be needed any more.
  void destroy();
  std::uint32_t cr3() const { return directory_ << x86::kPageShift; }

  /// 0 where there is no table.
  std::uint32_t read(std::uint32_t linear) const;
  /// Makes a table where one is needed, which may evict pages; frees one that is no longer needed. False: no
  /// frame for the table.
  bool write(std::uint32_t linear, std::uint32_t entry);
  /// For entries whose table is there and stays.
  void change(std::uint32_t linear, std::uint32_t entry);

  /// Whether the entry's page is in a frame, accessible or not.
  static bool is_resident(std::uint32_t entry) {
    return (entry & x86::kEntryPresent) ||
           (entry != 0 && nt::entry_kind(entry) == nt::EntryKind::kTransition);
  }

 private:
  friend struct saved::Fields<PageTables>;

  static bool is_needed(std::uint32_t entry);

  MemoryManager& memory_;
  AddressSpace& owner_;
  std::uint32_t directory_ = 0;  // frame
};

}  // namespace dumplab::kernel
