// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kernel/segment.h"

namespace dumplab::kernel {

/// What a reservation is for: truth for the region map.
enum class Owner { kPrivate, kMapped, kImage, kStack, kTeb, kPeb, kParams, kEnvironment, kHeap, kSharedData };

/// One page of a reservation.
struct PageState {
  std::uint16_t protect = 0;  ///< PAGE_*; 0 while only reserved
  bool committed = false;
  bool private_copy = false;  ///< copied on write, or never shared
  bool charged = false;       ///< counted in the process's commit charge
};

/// A virtual address descriptor: one allocation or one mapped view.
struct Vad {
  std::uint32_t base = 0;                ///< 64 KiB aligned, but for pages the kernel itself places
  std::uint32_t allocation_protect = 0;  ///< PAGE_*
  std::uint32_t section_protect = 0;     ///< PAGE_* of the section that is mapped; 0 for MEM_PRIVATE
  std::uint32_t type = 0;                ///< MEM_PRIVATE, MEM_MAPPED, MEM_IMAGE
  Owner owner = Owner::kPrivate;
  std::uint32_t owner_id = 0;  ///< TID of a stack or TEB
  std::vector<PageState> pages;
  std::shared_ptr<Segment> segment;  ///< null for MEM_PRIVATE
  std::uint32_t first_page = 0;      ///< of the segment, at `base`

  std::uint32_t size() const { return static_cast<std::uint32_t>(pages.size()) * x86::kPageSize; }
  bool contains(std::uint32_t linear) const { return linear >= base && linear - base < size(); }
  PageState& page_at(std::uint32_t linear) { return pages[(linear - base) / x86::kPageSize]; }
  const PageState& page_at(std::uint32_t linear) const { return pages[(linear - base) / x86::kPageSize]; }
  std::uint32_t segment_page(std::uint32_t linear) const {
    return first_page + (linear - base) / x86::kPageSize;
  }
};

}  // namespace dumplab::kernel
