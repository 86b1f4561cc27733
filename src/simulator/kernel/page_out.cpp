// SPDX-License-Identifier: MIT
#include "base/check.h"
#include "kernel/address_space.h"
#include "kernel/memory_manager.h"
#include "nt/page_entry.h"

namespace dumplab::kernel {
namespace {

/// Calls `look(space, linear, entry)` for every entry that refers to the frame, until one call gives true.
template <class Look>
bool any_mapping(std::uint32_t frame, const FrameEntry& entry, Look look) {
  const auto refers = [&](std::uint32_t pte) {
    return PageTables::is_resident(pte) && x86::frame_of(pte) == frame;
  };
  if (entry.state == FrameState::kPrivate) {
    const std::uint32_t pte = entry.space->tables().read(entry.linear);
    return refers(pte) && look(*entry.space, entry.linear, pte);
  }
  for (const Segment::View& view : entry.segment->views()) {
    if (entry.index - view.first_page >= view.page_count) continue;
    const std::uint32_t linear = view.base + (entry.index - view.first_page) * x86::kPageSize;
    const std::uint32_t pte = view.space->tables().read(linear);
    if (refers(pte) && look(*view.space, linear, pte)) return true;
  }
  return false;
}

}  // namespace

bool MemoryManager::test_and_clear_accessed(std::uint32_t frame) {
  bool accessed = false;
  any_mapping(frame, frames_[frame], [&](AddressSpace& space, std::uint32_t linear, std::uint32_t pte) {
    if ((pte & x86::kEntryPresent) && (pte & x86::kEntryAccessed)) {
      accessed = true;
      space.tables().change(linear, pte & ~x86::kEntryAccessed);
    }
    return false;
  });
  return accessed;
}

bool MemoryManager::is_modified(std::uint32_t frame) {
  const FrameEntry& entry = frames_[frame];
  return entry.modified || any_mapping(frame, entry, [](AddressSpace&, std::uint32_t, std::uint32_t pte) {
           return (pte & x86::kEntryPresent) && (pte & x86::kEntryDirty);
         });
}

bool MemoryManager::may_evict(std::uint32_t frame) {
  const FrameEntry& entry = frames_[frame];
  if (entry.pins > 0) return false;
  if (entry.slot || pagefile_.free() > 0) return true;
  // With pagefile.sys full, what needs no slot can still go.
  if (entry.state == FrameState::kSection && entry.segment->source() != PageSource::kZero) return true;
  return !is_modified(frame);
}

bool MemoryManager::evict_one() {
  const auto allowed = [this](std::uint32_t frame) { return may_evict(frame); };
  auto victim = policy_->choose(allowed);
  if (!victim) {
    // Other processors' pages then have to be fetched again.
    for (Held& held : held_)
      for (HeldPage& page : held.pages) drop(page);
    victim = policy_->choose(allowed);
  }
  if (!victim) return false;
  page_out(*victim);
  return true;
}

std::uint32_t MemoryManager::write_to_pagefile(std::uint32_t frame, std::uint32_t slot) {
  if (!slot) {
    const auto free = pagefile_.allocate();
    DUMPLAB_CHECK(free.has_value());
    slot = *free;
  }
  pagefile_.write(slot, {machine_.memory.host(frame), x86::kPageSize});
  ++statistics_.pagefile_writes;
  return slot;
}

void MemoryManager::page_out_private(std::uint32_t frame, FrameEntry& entry, PageMove& move) {
  AddressSpace& space = *entry.space;
  move.process = space.id();
  move.linear = entry.linear;
  std::uint32_t slot = entry.slot;
  if (is_modified(frame)) {
    slot = write_to_pagefile(frame, slot);
    move.sectors = x86::kPageSize / machine::kSectorSize;
    move.where = "pagefile";
  }
  space.forget_resident(entry.linear, slot);
}

void MemoryManager::page_out_section(std::uint32_t frame, FrameEntry& entry, PageMove& move) {
  Segment& segment = *entry.segment;
  const bool modified = is_modified(frame);
  any_mapping(frame, entry, [&](AddressSpace& space, std::uint32_t linear, std::uint32_t) {
    move.process = space.id();
    move.linear = linear;
    space.forget_resident(linear, 0);
    return false;
  });
  std::uint32_t slot = entry.slot;
  if (modified) {
    if (const auto sectors = segment.write_back(entry.index, {machine_.memory.host(frame), x86::kPageSize})) {
      ++statistics_.file_writes;
      move.sectors = *sectors;
      move.where = "file";
    } else {
      slot = write_to_pagefile(frame, slot);
      move.sectors = x86::kPageSize / machine::kSectorSize;
      move.where = "pagefile";
    }
  }
  segment.set_prototype(entry.index, slot ? nt::pagefile_entry(slot, nt::kPageReadWrite) : 0);
}

void MemoryManager::page_out(std::uint32_t frame) {
  FrameEntry& entry = frames_[frame];
  PageMove move{0, 0, frame, 0, "dropped"};
  if (entry.state == FrameState::kPrivate)
    page_out_private(frame, entry, move);
  else
    page_out_section(frame, entry, move);
  ++statistics_.evictions;
  if (on_page_out) on_page_out(move);
  let_go(frame);
}

}  // namespace dumplab::kernel
