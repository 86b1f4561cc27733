// SPDX-License-Identifier: MIT
#include "kernel/address_space.h"

#include <algorithm>

#include "base/check.h"

namespace dumplab::kernel {

using x86::kPageSize;

AddressSpace::AddressSpace(MemoryManager& memory, std::uint32_t id)
    : memory_(memory), id_(id), walk_(memory.machine().memory), tables_(memory, *this) {
  usable_ = tables_.create();
  walk_.cr3 = cr3();
  walk_.touches = memory.touch_listener();
  memory_.spaces().push_back(this);
}

AddressSpace::~AddressSpace() {
  close();
  std::erase(memory_.spaces(), this);
}

bool AddressSpace::charge(std::uint64_t pages) {
  if (!memory_.charge(pages)) return false;
  charge_ += pages;
  peak_charge_ = std::max(peak_charge_, charge_);
  return true;
}

void AddressSpace::uncharge(std::uint64_t pages) {
  charge_ -= pages;
  memory_.uncharge(pages);
}

template <class Needs>
bool AddressSpace::charge_range(Vad& vad, std::uint32_t base, std::uint32_t size, Needs needs) {
  std::uint64_t count = 0;
  for (std::uint32_t at = base; at - base < size; at += kPageSize)
    count += !vad.page_at(at).charged && needs(vad.page_at(at));
  if (count == 0) return true;
  if (!charge(count)) return false;
  for (std::uint32_t at = base; at - base < size; at += kPageSize)
    if (needs(vad.page_at(at))) vad.page_at(at).charged = true;
  return true;
}

void AddressSpace::unmap_page(const Vad& vad, std::uint32_t page) {
  const std::uint32_t entry = tables_.read(page);
  if (entry == 0) return;
  if (PageTables::is_resident(entry)) {
    const std::uint32_t frame = x86::frame_of(entry);
    FrameEntry& owner = memory_.frame(frame);
    if ((entry & x86::kEntryPresent) && (entry & x86::kEntryDirty)) owner.modified = true;
    --owner.share_count;
    --working_set_;
    tables_.write(page, 0);
    if (owner.state == FrameState::kPrivate) memory_.free_frame(frame);
    return;
  }
  const bool in_slot = nt::entry_kind(entry) == nt::EntryKind::kPagefile;
  DUMPLAB_CHECK(!in_slot || !vad.segment || vad.page_at(page).private_copy);
  tables_.write(page, 0);
  if (in_slot) memory_.pagefile().release(x86::frame_of(entry));
}

void AddressSpace::forget_resident(std::uint32_t page, std::uint32_t slot) {
  const Vad* vad = vads_.find(page);
  const PageState& state = vad->page_at(page);
  --working_set_;
  const bool is_private = !vad->segment || state.private_copy;
  tables_.write(page, slot         ? nt::pagefile_entry(slot, state.protect)
                      : is_private ? nt::demand_zero_entry(state.protect)
                                   : nt::prototype_entry(state.protect));
}

void AddressSpace::apply_protection(const Vad& vad, std::uint32_t page) {
  const std::uint32_t entry = tables_.read(page);
  if (entry == 0) return;
  const std::uint32_t protect = vad.page_at(page).protect;
  if (!PageTables::is_resident(entry)) {
    constexpr std::uint32_t kProtection = 0x1f << nt::kEntryProtectionShift;
    tables_.write(page, (entry & ~kProtection) | nt::entry_protection(protect));
    return;
  }
  const std::uint32_t frame = x86::frame_of(entry);
  std::uint32_t changed = nt::transition_entry(frame, protect);
  if (allows(protect, cpu::Access::kRead)) {
    const std::uint32_t kept =
        entry & x86::kEntryPresent ? entry & (x86::kEntryAccessed | x86::kEntryDirty) : 0;
    changed = frame << x86::kPageShift | x86::kEntryPresent | x86::kEntryUser | kept |
              (is_writable(protect) ? x86::kEntryWritable : 0);
  } else if ((entry & x86::kEntryPresent) && (entry & x86::kEntryDirty)) {
    memory_.frame(frame).modified = true;
  }
  tables_.write(page, changed);
}

nt::Status AddressSpace::reserve(std::uint32_t base, std::uint32_t size, std::uint32_t protect, Owner owner,
                                 std::uint32_t owner_id) {
  if (size == 0 || !vads_.is_free(base, size)) return nt::Status::kConflictingAddresses;
  Vad& vad = vads_.insert(base);
  vad.base = base;
  vad.allocation_protect = protect;
  vad.type = nt::kMemPrivate;
  vad.owner = owner;
  vad.owner_id = owner_id;
  vad.pages.resize((size + x86::kPageMask) / kPageSize, PageState{0, false, true, false});
  return nt::Status::kSuccess;
}

nt::Status AddressSpace::map(std::uint32_t base, std::shared_ptr<Segment> segment, std::uint32_t offset,
                             std::uint32_t size, std::uint32_t protect, std::uint32_t section_protect) {
  if (size == 0 || !vads_.is_free(base, size)) return nt::Status::kConflictingAddresses;
  if (is_writable(protect) && !is_writable(section_protect)) return nt::Status::kSectionProtection;
  const bool is_image = segment->source() == PageSource::kImage;
  Vad& vad = vads_.insert(base);
  vad.base = base;
  vad.allocation_protect = is_image ? nt::kPageExecuteWriteCopy : protect;
  vad.type = is_image ? nt::kMemImage : nt::kMemMapped;
  vad.owner = is_image ? Owner::kImage : Owner::kMapped;
  vad.section_protect = section_protect;
  vad.first_page = offset / kPageSize;
  vad.pages.resize((size + x86::kPageMask) / kPageSize);
  for (std::uint32_t i = 0; i < vad.pages.size(); ++i) {
    const std::uint32_t own = segment->view_protection(vad.first_page + i, protect);
    vad.pages[i] = {static_cast<std::uint16_t>(own), true, false, false};
  }
  const bool charged =
      charge_range(vad, base, vad.size(), [](const PageState& page) { return is_write_copy(page.protect); });
  if (!charged) {
    vads_.erase(base);
    return nt::Status::kCommitmentLimit;
  }
  segment->add_view({this, base, vad.first_page, static_cast<std::uint32_t>(vad.pages.size())});
  vad.segment = std::move(segment);
  return nt::Status::kSuccess;
}

nt::Status AddressSpace::commit(std::uint32_t base, std::uint32_t size, std::uint32_t protect) {
  Vad* vad = vads_.enclosing(base, size);
  if (!vad) return nt::Status::kConflictingAddresses;
  if (vad->segment) return nt::Status::kAlreadyCommitted;
  if (!charge_range(*vad, base, size, [](const PageState&) { return true; }))
    return nt::Status::kCommitmentLimit;
  for (std::uint32_t at = base; at - base < size; at += kPageSize) {
    PageState& page = vad->page_at(at);
    page.committed = true;
    page.protect = static_cast<std::uint16_t>(protect);
    apply_protection(*vad, at);
  }
  return nt::Status::kSuccess;
}

nt::Status AddressSpace::decommit(std::uint32_t base, std::uint32_t size) {
  Vad* vad = vads_.enclosing(base, size);
  if (!vad) return nt::Status::kMemoryNotAllocated;
  if (vad->type != nt::kMemPrivate) return nt::Status::kInvalidParameter;
  std::uint64_t charged = 0;
  for (std::uint32_t at = base; at - base < size; at += kPageSize) {
    unmap_page(*vad, at);
    charged += vad->page_at(at).charged;
    vad->page_at(at) = PageState{0, false, true, false};
  }
  uncharge(charged);
  return nt::Status::kSuccess;
}

void AddressSpace::take_down(Vad& vad) {
  std::uint64_t charged = 0;
  for (std::uint32_t i = 0; i < vad.pages.size(); ++i) {
    unmap_page(vad, vad.base + i * kPageSize);
    charged += vad.pages[i].charged;
  }
  uncharge(charged);
  if (vad.segment)
    vad.segment->remove_view({this, vad.base, vad.first_page, static_cast<std::uint32_t>(vad.pages.size())});
  vads_.erase(vad.base);
}

nt::Status AddressSpace::release(std::uint32_t base) {
  Vad* vad = vads_.find(base);
  if (!vad || vad->base != base) return nt::Status::kMemoryNotAllocated;
  take_down(*vad);
  return nt::Status::kSuccess;
}

void AddressSpace::close() {
  while (!vads_.empty()) release(vads_.all().begin()->first);
  tables_.destroy();
  walk_.cr3 = 0;
  usable_ = false;
}

nt::Status AddressSpace::protect(std::uint32_t base, std::uint32_t size, std::uint32_t protect,
                                 std::uint32_t& old) {
  Vad* vad = vads_.enclosing(base, size);
  if (!vad) return nt::Status::kConflictingAddresses;
  for (std::uint32_t at = base; at - base < size; at += kPageSize)
    if (!vad->page_at(at).committed) return nt::Status::kNotCommitted;
  const bool copies = vad->segment && (vad->type == nt::kMemImage || is_write_copy(vad->allocation_protect));
  const auto wanted = [&](const PageState& page) {
    return copies && !page.private_copy ? before_copy(protect) : protect;
  };
  if (vad->segment && !copies && is_writable(protect) && !is_writable(vad->section_protect))
    return nt::Status::kSectionProtection;
  if (!vad->segment && is_write_copy(protect)) return nt::Status::kInvalidPageProtection;
  if (vad->segment && !charge_range(*vad, base, size, [&](const PageState& page) {
        return !page.private_copy && is_write_copy(wanted(page));
      }))
    return nt::Status::kCommitmentLimit;
  old = vad->page_at(base).protect;
  for (std::uint32_t at = base; at - base < size; at += kPageSize) {
    PageState& page = vad->page_at(at);
    page.protect = static_cast<std::uint16_t>(wanted(page));
    apply_protection(*vad, at);
  }
  return nt::Status::kSuccess;
}

}  // namespace dumplab::kernel
