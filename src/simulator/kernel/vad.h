// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kernel/section.h"

namespace dumplab::kernel {

/// What a reservation is for: truth for the region map.
enum class Owner { kPrivate, kMapped, kImage, kStack, kTeb, kPeb, kParams, kEnvironment, kHeap, kSharedData };

/// One page of a reservation.
struct PageState {
  bool committed = false;
  std::uint16_t protect = 0;  ///< PAGE_*; 0 while only reserved
  bool private_copy = false;  ///< copied on write, or never shared
};

/// What VirtualQuery says of a run of pages that are alike.
struct MemoryRegion {
  std::uint32_t base = 0, size = 0, allocation_base = 0, allocation_protect = 0;
  std::uint32_t state = 0, protect = 0, type = 0;
};

/// A virtual address descriptor: one allocation or one mapped view.
struct Vad {
  std::uint32_t base = 0;                ///< 64 KiB aligned, but for pages the kernel itself places
  std::uint32_t allocation_protect = 0;  ///< PAGE_*
  std::uint32_t type = 0;                ///< MEM_PRIVATE, MEM_MAPPED, MEM_IMAGE
  Owner owner = Owner::kPrivate;
  std::uint32_t owner_id = 0;  ///< TID of a stack or TEB
  std::vector<PageState> pages;
  std::shared_ptr<Section> section;  ///< null for MEM_PRIVATE
  std::uint32_t first_page = 0;      ///< of the section, at `base`

  std::uint32_t size() const { return static_cast<std::uint32_t>(pages.size()) * x86::kPageSize; }
  bool contains(std::uint32_t linear) const { return linear >= base && linear - base < size(); }
  PageState& page_at(std::uint32_t linear) { return pages[(linear - base) / x86::kPageSize]; }
  const PageState& page_at(std::uint32_t linear) const { return pages[(linear - base) / x86::kPageSize]; }
};

}  // namespace dumplab::kernel
