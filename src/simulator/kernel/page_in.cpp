// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "kernel/address_space.h"

namespace dumplab::kernel {
namespace {

using x86::kPageSize;

}  // namespace

AddressSpace::Outcome AddressSpace::resolve(std::uint32_t linear, cpu::Access access) {
  Vad* vad = vads_.find(linear);
  if (!vad || !usable_) return Outcome::kAccessViolation;
  const std::uint32_t page = x86::page_of(linear);
  PageState& state = vad->page_at(page);
  if (!state.committed) return Outcome::kAccessViolation;
  if (state.protect & nt::kPageGuard) {
    state.protect &= static_cast<std::uint16_t>(~nt::kPageGuard);
    apply_protection(*vad, page);
    return Outcome::kGuardPage;
  }
  if (!allows(state.protect, access)) return Outcome::kAccessViolation;
  const std::uint32_t entry = tables_.read(page);
  const bool write = access == cpu::Access::kWrite;
  if ((entry & x86::kEntryPresent) && (!write || (entry & x86::kEntryWritable))) return Outcome::kResolved;
  const Outcome outcome = bring_in(*vad, page, write);
  if (outcome == Outcome::kResolved) memory_.count_fault();
  return outcome;
}

AddressSpace::Outcome AddressSpace::bring_in(Vad& vad, std::uint32_t page, bool for_write) {
  const std::uint32_t entry = tables_.read(page);
  const bool shared = vad.segment && !vad.page_at(page).private_copy;
  if (entry & x86::kEntryPresent) {
    if (shared) return copy_on_write(vad, page, x86::frame_of(entry));
    // Protected as write-copy again after it was copied.
    PageState& state = vad.page_at(page);
    state.protect = static_cast<std::uint16_t>(after_copy(state.protect));
    apply_protection(vad, page);
    return Outcome::kResolved;
  }
  if (shared) return bring_in_section(vad, page, for_write);
  if (nt::entry_kind(entry) == nt::EntryKind::kPagefile) return bring_in_from_pagefile(vad, page);
  return bring_in_zero(vad, page);
}

bool AddressSpace::make_present(const Vad& vad, std::uint32_t page, std::uint32_t frame) {
  const MemoryManager::Pin pin(memory_, frame);
  const bool writable = is_writable(vad.page_at(page).protect);
  if (!tables_.write(page, frame << x86::kPageShift | x86::kEntryPresent | x86::kEntryUser |
                               (writable ? x86::kEntryWritable : 0)))
    return false;
  ++memory_.frame(frame).share_count;
  peak_working_set_ = std::max(peak_working_set_, ++working_set_);
  return true;
}

AddressSpace::Outcome AddressSpace::bring_in_zero(const Vad& vad, std::uint32_t page) {
  const auto frame = memory_.take_frame(true);
  if (!frame) return Outcome::kNoMemory;
  memory_.adopt_private(*frame, *this, page, 0, false);
  if (!make_present(vad, page, *frame)) {
    memory_.free_frame(*frame);
    return Outcome::kNoMemory;
  }
  memory_.count_page_in(*this, page, *frame, 0, PageSource::kZero);
  return Outcome::kResolved;
}

AddressSpace::Outcome AddressSpace::bring_in_from_pagefile(const Vad& vad, std::uint32_t page) {
  constexpr std::uint64_t kSectors = kPageSize / machine::kSectorSize;
  std::uint64_t count = 0;
  Outcome outcome = Outcome::kResolved;
  std::vector<std::uint32_t> frames;
  for (std::uint32_t at = page; count < memory_.options().cluster && vad.contains(at); at += kPageSize) {
    const PageState& state = vad.page_at(at);
    const std::uint32_t entry = tables_.read(at);
    const bool fits = state.committed && allows(state.protect, cpu::Access::kRead) &&
                      !(entry & x86::kEntryPresent) && nt::entry_kind(entry) == nt::EntryKind::kPagefile;
    if (!fits) break;
    const auto frame = memory_.take_frame(false);
    if (!frame) {
      outcome = count == 0 ? Outcome::kNoMemory : outcome;
      break;
    }
    const std::uint32_t slot = x86::frame_of(entry);
    memory_.pagefile().read(slot, {memory_.machine().memory.host(*frame), kPageSize});
    memory_.adopt_private(*frame, *this, at, slot, false);
    make_present(vad, at, *frame);  // the table is there: it had the pagefile entry
    memory_.count_page_in(*this, at, *frame, kSectors, PageSource::kPagefile);
    ++memory_.frame(*frame).pins;
    frames.push_back(*frame);
    ++count;
  }
  for (const std::uint32_t frame : frames) --memory_.frame(frame).pins;
  if (count > 0) {
    memory_.machine().disk.count_read(count * kSectors);
    memory_.count_pagefile_read(count);
  }
  return outcome;
}

std::optional<std::uint32_t> AddressSpace::fill_frame(Segment& segment, std::uint32_t index,
                                                      std::uint64_t& sectors) {
  const auto frame = memory_.take_frame(true);
  if (!frame) return std::nullopt;
  const std::span<std::byte> bytes(memory_.machine().memory.host(*frame), kPageSize);
  const std::uint32_t prototype = segment.prototype(index);
  if (prototype != 0) {
    memory_.pagefile().read(x86::frame_of(prototype), bytes);
    memory_.count_pagefile_read(1);
    sectors = kPageSize / machine::kSectorSize;
  } else {
    sectors = segment.fill(index, bytes);
  }
  memory_.adopt_section(*frame, segment, index);
  return frame;
}

std::optional<std::uint32_t> AddressSpace::load_section(Vad& vad, std::uint32_t page) {
  Segment& segment = *vad.segment;
  std::uint64_t total = 0;
  std::vector<std::uint32_t> frames;
  for (std::uint32_t at = page; frames.size() < memory_.options().cluster && vad.contains(at);
       at += kPageSize) {
    const std::uint32_t index = vad.segment_page(at);
    if (segment.prototype(index) & x86::kEntryPresent) break;
    const bool in_slot = segment.prototype(index) != 0;
    std::uint64_t sectors = 0;
    const auto frame = fill_frame(segment, index, sectors);
    if (!frame) break;
    ++memory_.frame(*frame).pins;
    frames.push_back(*frame);
    total += sectors;
    memory_.count_page_in(*this, at, *frame, sectors, in_slot ? PageSource::kPagefile : segment.source());
  }
  for (const std::uint32_t frame : frames) --memory_.frame(frame).pins;
  memory_.machine().disk.count_read(total);
  if (frames.empty()) return std::nullopt;
  return frames.front();
}

AddressSpace::Outcome AddressSpace::bring_in_section(Vad& vad, std::uint32_t page, bool for_write) {
  const std::uint32_t prototype = vad.segment->prototype(vad.segment_page(page));
  std::uint32_t frame = x86::frame_of(prototype);
  const bool resident = prototype & x86::kEntryPresent;
  if (!resident) {
    const auto loaded = load_section(vad, page);
    if (!loaded) return Outcome::kNoMemory;
    frame = *loaded;
  }
  if (for_write && is_write_copy(vad.page_at(page).protect)) return copy_on_write(vad, page, frame);
  if (resident) memory_.count_page_in(*this, page, frame, 0, PageSource::kShared);
  return make_present(vad, page, frame) ? Outcome::kResolved : Outcome::kNoMemory;
}

AddressSpace::Outcome AddressSpace::copy_on_write(Vad& vad, std::uint32_t page, std::uint32_t shared) {
  const MemoryManager::Pin pin(memory_, shared);
  const auto copy = memory_.take_frame(false);
  if (!copy) return Outcome::kNoMemory;
  machine::PhysicalMemory& memory = memory_.machine().memory;
  std::memcpy(memory.host(*copy), memory.host(shared), kPageSize);
  if (PageTables::is_resident(tables_.read(page))) {
    --memory_.frame(shared).share_count;
    --working_set_;
    tables_.write(page, 0);
  }
  memory_.adopt_private(*copy, *this, page, 0, true);
  PageState& state = vad.page_at(page);
  state.private_copy = true;
  state.protect = static_cast<std::uint16_t>(after_copy(state.protect));
  if (!make_present(vad, page, *copy)) {
    memory_.free_frame(*copy);
    return Outcome::kNoMemory;
  }
  memory_.count_page_in(*this, page, *copy, 0, PageSource::kCopy);
  return Outcome::kResolved;
}

}  // namespace dumplab::kernel
