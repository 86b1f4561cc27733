// SPDX-License-Identifier: MIT
#include "kernel/address_space.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace dumplab::kernel {
namespace {

using x86::kPageMask;
using x86::kPageSize;

bool is_writable(std::uint32_t protect) {
  return protect == nt::kPageReadWrite || protect == nt::kPageExecuteReadWrite;
}
bool is_write_copy(std::uint32_t protect) {
  return protect == nt::kPageWriteCopy || protect == nt::kPageExecuteWriteCopy;
}

/// What a written copy of a page is protected as.
std::uint16_t after_copy(std::uint32_t protect) {
  return protect == nt::kPageExecuteWriteCopy ? nt::kPageExecuteReadWrite : nt::kPageReadWrite;
}

/// A private image page may be read-write; a shared one then is copy-on-write.
std::uint16_t image_protection(std::uint32_t protect, bool private_copy) {
  if (private_copy) return static_cast<std::uint16_t>(protect);
  if (protect == nt::kPageReadWrite) return nt::kPageWriteCopy;
  if (protect == nt::kPageExecuteReadWrite) return nt::kPageExecuteWriteCopy;
  return static_cast<std::uint16_t>(protect);
}

}  // namespace

bool allows(std::uint32_t protect, cpu::Access access) {
  if (protect & nt::kPageGuard) return false;
  const std::uint32_t kind = protect & 0xff;
  if (kind == 0 || kind == nt::kPageNoAccess) return false;
  return access != cpu::Access::kWrite || is_writable(kind) || is_write_copy(kind);
}

AddressSpace::AddressSpace(machine::Machine& machine) : machine_(machine), walk_(machine.memory) {
  const auto frame = machine_.memory.allocate();
  DUMPLAB_CHECK(frame.has_value());
  directory_ = *frame;
  walk_.cr3 = cr3();
}

AddressSpace::~AddressSpace() {
  for (const auto& [base, vad] : vads_)
    for (std::uint32_t i = 0; i < vad.pages.size(); ++i) unmap_page(vad, base + i * kPageSize);
  for (std::uint32_t i = 0; i < x86::kEntriesPerTable; ++i) {
    const std::uint32_t pde = machine_.memory.read_entry(directory_, i);
    if (pde & x86::kEntryPresent) machine_.memory.release(x86::frame_of(pde));
  }
  machine_.memory.release(directory_);
}

std::uint32_t AddressSpace::read_entry(std::uint32_t linear) const {
  const std::uint32_t pde = machine_.memory.read_entry(directory_, x86::directory_index(linear));
  if (!(pde & x86::kEntryPresent)) return 0;
  return machine_.memory.read_entry(x86::frame_of(pde), x86::table_index(linear));
}

bool AddressSpace::write_entry(std::uint32_t linear, std::uint32_t entry) {
  std::uint32_t pde = machine_.memory.read_entry(directory_, x86::directory_index(linear));
  if (!(pde & x86::kEntryPresent)) {
    if (entry == 0) return true;
    const auto frame = machine_.memory.allocate();
    if (!frame) return false;
    pde = *frame << x86::kPageShift | x86::kEntryPresent | x86::kEntryWritable | x86::kEntryUser;
    machine_.memory.write_entry(directory_, x86::directory_index(linear), pde);
  }
  machine_.memory.write_entry(x86::frame_of(pde), x86::table_index(linear), entry);
  machine_.flush_page(linear);
  return true;
}

void AddressSpace::unmap_page(const Vad& vad, std::uint32_t linear) {
  const std::uint32_t entry = read_entry(linear);
  if (entry == 0) return;
  write_entry(linear, 0);
  if (vad.section && !vad.page_at(linear).private_copy) return;  // the section keeps its frame
  machine_.blocks.frame_freed(x86::frame_of(entry));
  machine_.memory.release(x86::frame_of(entry));
}

void AddressSpace::apply_protection(const Vad& vad, std::uint32_t linear) {
  const std::uint32_t entry = read_entry(linear);
  if (entry == 0) return;
  // A page that may not be read keeps its frame in an entry that is not present.
  const PageState& page = vad.page_at(linear);
  std::uint32_t changed = entry & ~(x86::kEntryPresent | x86::kEntryWritable);
  if (allows(page.protect, cpu::Access::kRead)) changed |= x86::kEntryPresent;
  if (is_writable(page.protect)) changed |= x86::kEntryWritable;
  write_entry(linear, changed);
}

bool AddressSpace::is_free(std::uint32_t base, std::uint32_t size) const {
  if (base < kLowestUserAddress || base > kHighestUserAddress || size > kHighestUserAddress - base + 1)
    return false;
  const auto after = vads_.lower_bound(base);
  if (after != vads_.end() && after->first - base < size) return false;
  return after == vads_.begin() || base - std::prev(after)->first >= std::prev(after)->second.size();
}

std::optional<std::uint32_t> AddressSpace::find_free(std::uint32_t size, std::uint32_t from,
                                                     bool top_down) const {
  constexpr std::uint32_t kStep = nt::kAllocationGranularity;
  if (top_down) {
    for (std::uint32_t base = (kHighestUserAddress - size) & ~(kStep - 1); base >= kLowestUserAddress;
         base -= kStep)
      if (is_free(base, size)) return base;
    return std::nullopt;
  }
  for (std::uint32_t base = (from + kStep - 1) & ~(kStep - 1); base < kHighestUserAddress;) {
    if (is_free(base, size)) return base;
    const Vad* taken = nullptr;  // skip what is in the way
    for (auto at = vads_.lower_bound(base); at != vads_.end() && at->first - base < size; ++at)
      taken = &at->second;
    if (const Vad* here = find(base)) taken = taken ? taken : here;
    const std::uint32_t next = taken ? taken->base + taken->size() : base + kStep;
    base = (next + kStep - 1) & ~(kStep - 1);
    if (base == 0) break;
  }
  return std::nullopt;
}

Vad* AddressSpace::find(std::uint32_t linear) {
  return const_cast<Vad*>(static_cast<const AddressSpace*>(this)->find(linear));
}

const Vad* AddressSpace::find(std::uint32_t linear) const {
  const auto after = vads_.upper_bound(linear);
  if (after == vads_.begin()) return nullptr;
  const Vad& vad = std::prev(after)->second;
  return vad.contains(linear) ? &vad : nullptr;
}

Vad* AddressSpace::enclosing(std::uint32_t base, std::uint32_t size) {
  Vad* vad = find(base);
  return vad && size <= vad->size() - (base - vad->base) ? vad : nullptr;
}

nt::Status AddressSpace::reserve(std::uint32_t base, std::uint32_t size, std::uint32_t protect, Owner owner,
                                 std::uint32_t owner_id) {
  if (size == 0 || !is_free(base, size)) return nt::Status::kConflictingAddresses;
  Vad& vad = vads_[base];
  vad.base = base;
  vad.allocation_protect = protect;
  vad.type = nt::kMemPrivate;
  vad.owner = owner;
  vad.owner_id = owner_id;
  vad.pages.resize((size + kPageMask) / kPageSize, PageState{false, 0, true});
  return nt::Status::kSuccess;
}

nt::Status AddressSpace::map(std::uint32_t base, std::shared_ptr<Section> section, std::uint32_t offset,
                             std::uint32_t size, std::uint32_t protect) {
  if (size == 0 || !is_free(base, size)) return nt::Status::kConflictingAddresses;
  const bool is_image = dynamic_cast<ImageSection*>(section.get()) != nullptr;
  Vad& vad = vads_[base];
  vad.base = base;
  vad.allocation_protect = is_image ? nt::kPageExecuteWriteCopy : protect;
  vad.type = is_image ? nt::kMemImage : nt::kMemMapped;
  vad.owner = is_image ? Owner::kImage : Owner::kMapped;
  vad.first_page = offset / kPageSize;
  vad.pages.resize((size + kPageMask) / kPageSize);
  for (std::uint32_t i = 0; i < vad.pages.size(); ++i)
    vad.pages[i] = {true,
                    static_cast<std::uint16_t>(is_image ? section->protection(vad.first_page + i) : protect),
                    false};
  vad.section = std::move(section);
  return nt::Status::kSuccess;
}

nt::Status AddressSpace::commit(std::uint32_t base, std::uint32_t size, std::uint32_t protect) {
  Vad* vad = enclosing(base, size);
  if (!vad) return nt::Status::kConflictingAddresses;
  for (std::uint32_t at = base; at - base < size; at += kPageSize) {
    PageState& page = vad->page_at(at);
    page.committed = true;
    page.protect = static_cast<std::uint16_t>(protect);
    apply_protection(*vad, at);
  }
  return nt::Status::kSuccess;
}

nt::Status AddressSpace::decommit(std::uint32_t base, std::uint32_t size) {
  Vad* vad = enclosing(base, size);
  if (!vad) return nt::Status::kMemoryNotAllocated;
  if (vad->type != nt::kMemPrivate) return nt::Status::kInvalidParameter;
  for (std::uint32_t at = base; at - base < size; at += kPageSize) {
    unmap_page(*vad, at);
    vad->page_at(at) = PageState{false, 0, true};
  }
  return nt::Status::kSuccess;
}

nt::Status AddressSpace::release(std::uint32_t base) {
  const auto found = vads_.find(base);
  if (found == vads_.end()) return nt::Status::kMemoryNotAllocated;
  for (std::uint32_t i = 0; i < found->second.pages.size(); ++i)
    unmap_page(found->second, base + i * kPageSize);
  vads_.erase(found);
  return nt::Status::kSuccess;
}

nt::Status AddressSpace::protect(std::uint32_t base, std::uint32_t size, std::uint32_t protect,
                                 std::uint32_t& old) {
  Vad* vad = enclosing(base, size);
  if (!vad) return nt::Status::kConflictingAddresses;
  for (std::uint32_t at = base; at - base < size; at += kPageSize)
    if (!vad->page_at(at).committed) return nt::Status::kNotCommitted;
  old = vad->page_at(base).protect;
  for (std::uint32_t at = base; at - base < size; at += kPageSize) {
    PageState& page = vad->page_at(at);
    page.protect = vad->type == nt::kMemImage ? image_protection(protect, page.private_copy)
                                              : static_cast<std::uint16_t>(protect);
    apply_protection(*vad, at);
  }
  return nt::Status::kSuccess;
}

MemoryRegion AddressSpace::query(std::uint32_t linear) const {
  MemoryRegion region;
  const std::uint32_t page = x86::page_of(linear);
  region.base = page;
  const Vad* vad = find(page);
  if (!vad) {
    const auto after = vads_.upper_bound(page);
    const std::uint32_t end = after == vads_.end() ? kHighestUserAddress + 1 : after->first;
    region.size = end - page;
    region.state = nt::kMemFree;
    region.protect = nt::kPageNoAccess;
    return region;
  }
  const PageState& first = vad->page_at(page);
  region.allocation_base = vad->base;
  region.allocation_protect = vad->allocation_protect;
  region.state = first.committed ? nt::kMemCommit : nt::kMemReserve;
  region.protect = first.protect;
  region.type = vad->type;
  std::uint32_t end = page;
  while (vad->contains(end) && vad->page_at(end).committed == first.committed &&
         vad->page_at(end).protect == first.protect)
    end += kPageSize;
  region.size = end - page;
  return region;
}

std::vector<MemoryRegion> AddressSpace::regions() const {
  std::vector<MemoryRegion> result;
  for (std::uint32_t at = 0; at <= kHighestUserAddress;) {
    result.push_back(query(at));
    at += result.back().size;
  }
  return result;
}

void AddressSpace::report(std::uint32_t linear, std::uint32_t frame, std::uint64_t sectors,
                          const char* source) const {
  if (on_page_in) on_page_in({linear, frame, sectors, source});
}

AddressSpace::Outcome AddressSpace::bring_in(Vad& vad, std::uint32_t page, bool for_write) {
  PageState& state = vad.page_at(page);
  const std::uint32_t bits = x86::kEntryPresent | x86::kEntryUser;
  if (!vad.section) {
    const auto frame = machine_.memory.allocate();
    if (!frame) return Outcome::kNoMemory;
    if (!write_entry(
            page, *frame << x86::kPageShift | bits | (is_writable(state.protect) ? x86::kEntryWritable : 0)))
      return Outcome::kNoMemory;
    report(page, *frame, 0, "zero");
    return Outcome::kResolved;
  }
  const std::uint32_t index = vad.first_page + (page - vad.base) / kPageSize;
  auto& shared = vad.section->frames[index];
  if (!shared) {
    shared = machine_.memory.allocate();
    if (!shared) return Outcome::kNoMemory;
    const std::uint64_t sectors = vad.section->fill(index, {machine_.memory.host(*shared), kPageSize});
    machine_.disk.count_read(sectors);
    report(page, *shared, sectors, vad.type == nt::kMemImage ? "image" : "file");
  }
  if (for_write && is_write_copy(state.protect)) {
    const auto copy = machine_.memory.allocate();
    if (!copy) return Outcome::kNoMemory;
    std::memcpy(machine_.memory.host(*copy), machine_.memory.host(*shared), kPageSize);
    state.private_copy = true;
    state.protect = after_copy(state.protect);
    if (!write_entry(page, *copy << x86::kPageShift | bits | x86::kEntryWritable)) return Outcome::kNoMemory;
    report(page, *copy, 0, "copy");
    return Outcome::kResolved;
  }
  const bool writable = is_writable(state.protect);
  if (!write_entry(page, *shared << x86::kPageShift | bits | (writable ? x86::kEntryWritable : 0)))
    return Outcome::kNoMemory;
  return Outcome::kResolved;
}

AddressSpace::Outcome AddressSpace::resolve(std::uint32_t linear, cpu::Access access) {
  Vad* vad = find(linear);
  if (!vad) return Outcome::kAccessViolation;
  const std::uint32_t page = x86::page_of(linear);
  PageState& state = vad->page_at(page);
  if (!state.committed) return Outcome::kAccessViolation;
  if (state.protect & nt::kPageGuard) {
    state.protect &= static_cast<std::uint16_t>(~nt::kPageGuard);
    apply_protection(*vad, page);
    return Outcome::kGuardPage;
  }
  if (!allows(state.protect, access)) return Outcome::kAccessViolation;
  const std::uint32_t entry = read_entry(page);
  const bool write = access == cpu::Access::kWrite;
  if ((entry & x86::kEntryPresent) && (!write || (entry & x86::kEntryWritable))) return Outcome::kResolved;
  return bring_in(*vad, page, write);
}

std::byte* AddressSpace::touch(std::uint32_t linear, cpu::Access access) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    cpu::PageView view;
    if (!walk_.translate(linear, access, view)) {
      if (access == cpu::Access::kWrite) machine_.blocks.frame_written(view.frame);
      return view.host + (linear & kPageMask);
    }
    if (resolve(linear, access) != Outcome::kResolved) return nullptr;
  }
  return nullptr;
}

bool AddressSpace::read(std::uint32_t linear, void* out, std::size_t size) {
  auto* to = static_cast<std::byte*>(out);
  while (size > 0) {
    const std::size_t count = std::min<std::size_t>(size, kPageSize - (linear & kPageMask));
    const std::byte* from = touch(linear, cpu::Access::kRead);
    if (!from) return false;
    std::memcpy(to, from, count);
    to += count;
    linear += static_cast<std::uint32_t>(count);
    size -= count;
  }
  return true;
}

bool AddressSpace::write(std::uint32_t linear, const void* in, std::size_t size) {
  const auto* from = static_cast<const std::byte*>(in);
  while (size > 0) {
    const std::size_t count = std::min<std::size_t>(size, kPageSize - (linear & kPageMask));
    std::byte* to = touch(linear, cpu::Access::kWrite);
    if (!to) return false;
    std::memcpy(to, from, count);
    from += count;
    linear += static_cast<std::uint32_t>(count);
    size -= count;
  }
  return true;
}

bool AddressSpace::peek(std::uint32_t page, std::span<std::byte> out) const {
  const Vad* vad = find(page);
  if (!vad || !vad->page_at(page).committed || !allows(vad->page_at(page).protect, cpu::Access::kRead))
    return false;
  const std::uint32_t entry = read_entry(page);
  if (entry & x86::kEntryPresent) {
    std::memcpy(out.data(), machine_.memory.host(x86::frame_of(entry)), kPageSize);
    return true;
  }
  std::fill(out.begin(), out.end(), std::byte{0});
  if (!vad->section) return true;
  const std::uint32_t index = vad->first_page + (page - vad->base) / kPageSize;
  if (const auto& shared = vad->section->frames[index])
    std::memcpy(out.data(), machine_.memory.host(*shared), kPageSize);
  else
    vad->section->fill(index, out);
  return true;
}

}  // namespace dumplab::kernel
