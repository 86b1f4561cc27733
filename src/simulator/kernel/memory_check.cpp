// SPDX-License-Identifier: MIT
#include "kernel/memory_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "kernel/address_space.h"

namespace dumplab::kernel {
namespace {

using x86::kPageSize;

class Check {
 public:
  explicit Check(MemoryManager& memory) : memory_(memory), machine_(memory.machine()) {}

  std::optional<std::string> run() {
    for (AddressSpace* space : memory_.spaces()) check_space(*space);
    for (const Segment* segment : memory_.segments()) check_segment(*segment);
    check_frames();
    expect(slots_.size() == memory_.pagefile().used(), "{} slots have an owner, {} are used", slots_.size(),
           memory_.pagefile().used());
    expect(charge_ == memory_.commit_charge(), "commit adds up to {} pages, {} are charged", charge_,
           memory_.commit_charge());
    return problem_;
  }

 private:
  template <class... Values>
  void expect(bool right, fmt::format_string<Values...> text, Values&&... values) {
    if (!right && !problem_) problem_ = fmt::format(text, std::forward<Values>(values)...);
  }

  void own_slot(std::uint32_t slot) {
    expect(memory_.pagefile().is_used(slot), "slot {} has an owner and is free", slot);
    expect(slots_.emplace(slot, true).second, "slot {} has two owners", slot);
  }

  void check_space(AddressSpace& space) {
    std::uint64_t charged = 0;
    for (const auto& [base, vad] : space.vads().all())
      for (const PageState& page : vad.pages) charged += page.charged;
    expect(charged == space.commit_charge(), "process {}: {} pages charged, VADs say {}", space.id(),
           space.commit_charge(), charged);
    charge_ += charged;
    if (!space.is_usable()) return;
    const std::uint32_t directory = x86::frame_of(space.cr3());
    own_structure(directory, FrameState::kDirectory, space);
    std::uint32_t resident = 0;
    for (std::uint32_t i = 0; i < x86::kEntriesPerTable; ++i) {
      const std::uint32_t pde = machine_.memory.read_entry(directory, i);
      if (!(pde & x86::kEntryPresent)) continue;
      const std::uint32_t table = x86::frame_of(pde);
      own_structure(table, FrameState::kTable, space);
      std::uint32_t needed = 0;
      for (std::uint32_t j = 0; j < x86::kEntriesPerTable; ++j)
        needed += check_entry(space, i << 22 | j << 12, machine_.memory.read_entry(table, j), resident);
      expect(needed == memory_.frames().at(table).share_count && needed > 0,
             "table {}: {} entries needed, counted {}", table, needed,
             memory_.frames().at(table).share_count);
    }
    expect(resident == space.working_set(), "process {}: {} pages resident, working set {}", space.id(),
           resident, space.working_set());
  }

  void own_structure(std::uint32_t frame, FrameState state, const AddressSpace& space) {
    const FrameEntry& entry = memory_.frames().at(frame);
    expect(entry.state == state && entry.space == &space, "frame {} is no table of process {}", frame,
           space.id());
    expect(references_.emplace(frame, Use{}).second, "frame {} is a table twice", frame);
  }

  /// Whether the entry keeps its table.
  bool check_entry(const AddressSpace& space, std::uint32_t linear, std::uint32_t pte,
                   std::uint32_t& resident) {
    if (pte == 0) return false;
    const Vad* vad = space.vads().find(linear);
    expect(vad && vad->page_at(linear).committed, "{:#x}: an entry {:#x} for no committed page", linear, pte);
    if (problem_) return false;
    const PageState& page = vad->page_at(linear);
    const bool shared = vad->segment && !page.private_copy;
    if (!PageTables::is_resident(pte)) {
      const bool in_slot = nt::entry_kind(pte) == nt::EntryKind::kPagefile;
      if (in_slot) own_slot(x86::frame_of(pte));
      expect(!in_slot || !shared, "{:#x}: a shared page in a private slot", linear);
      return in_slot;
    }
    ++resident;
    const std::uint32_t frame = x86::frame_of(pte);
    const bool present = pte & x86::kEntryPresent;
    const bool dirty = present && (pte & x86::kEntryDirty);
    for (const auto& cpu : machine_.cpus) {
      if (cpu->paging.cr3 != space.cr3()) continue;
      const cpu::TlbPage held = cpu->processor.tlb_page(linear);
      expect(!held.readable || (present && (pte & x86::kEntryAccessed)), "{:#x}: in a TLB without A", linear);
      expect(!held.writable || dirty, "{:#x}: in a TLB for writing without D", linear);
      expect(!held.readable || held.host == machine_.memory.host(frame), "{:#x}: another frame in a TLB",
             linear);
    }
    expect(!(pte & x86::kEntryPresent) || allows(page.protect, cpu::Access::kRead),
           "{:#x}: present against its protection", linear);
    expect(!present || !(pte & x86::kEntryWritable) || is_writable(page.protect),
           "{:#x}: writable against its protection", linear);
    const FrameEntry& entry = memory_.frames().at(frame);
    if (shared)
      expect(entry.state == FrameState::kSection && entry.segment == vad->segment.get() &&
                 entry.index == vad->segment_page(linear),
             "{:#x}: frame {} is not the section's page", linear, frame);
    else
      expect(entry.state == FrameState::kPrivate && entry.space == &space && entry.linear == linear,
             "{:#x}: frame {} is not its page", linear, frame);
    Use& use = references_[frame];
    ++use.count;
    use.dirty = use.dirty || dirty;
    return true;
  }

  void check_segment(const Segment& segment) {
    if (segment.source() == PageSource::kZero) charge_ += segment.page_count();
    for (std::uint32_t i = 0; i < segment.page_count(); ++i) {
      const std::uint32_t entry = segment.prototype(i);
      if (entry & x86::kEntryPresent) {
        const FrameEntry& frame = memory_.frames().at(x86::frame_of(entry));
        expect(frame.state == FrameState::kSection && frame.segment == &segment && frame.index == i,
               "segment {}: frame {} is not page {}", segment.serial(), x86::frame_of(entry), i);
        references_.try_emplace(x86::frame_of(entry));
      } else if (entry != 0) {
        own_slot(x86::frame_of(entry));
      }
    }
  }

  void check_frames() {
    for (std::uint32_t frame = 0; frame < memory_.frames().size(); ++frame) {
      const FrameEntry& entry = memory_.frames().at(frame);
      const auto use = references_.find(frame);
      expect((entry.state == FrameState::kFree) == (use == references_.end()), "frame {}: state {}, {}",
             frame, static_cast<int>(entry.state), use == references_.end() ? "nobody's" : "somebody's");
      if (entry.slot) own_slot(entry.slot);
      if (problem_ || use == references_.end()) continue;
      if (entry.state != FrameState::kPrivate && entry.state != FrameState::kSection) continue;
      expect(entry.share_count == use->second.count, "frame {}: {} entries, counted {}", frame,
             use->second.count, entry.share_count);
      if (!entry.modified && !use->second.dirty) check_clean(frame, entry);
    }
    const std::uint32_t used = machine_.memory.frame_count() - machine_.memory.free_count() - 1;
    expect(used == references_.size(), "{} frames have an owner, {} are used", references_.size(), used);
  }

  void check_clean(std::uint32_t frame, const FrameEntry& entry) {
    std::array<std::byte, kPageSize> stored{};
    std::size_t size = kPageSize;
    if (entry.slot) {
      memory_.pagefile().read(entry.slot, stored);
    } else if (entry.state == FrameState::kSection) {
      entry.segment->fill(entry.index, stored);
      // Behind the end of a file there is nothing to compare with.
      const std::uint64_t offset = std::uint64_t{entry.index} * kPageSize;
      if (entry.segment->source() == PageSource::kFile)
        size = std::min<std::uint64_t>(size, entry.segment->size() - offset);
    }
    expect(std::memcmp(stored.data(), machine_.memory.host(frame), size) == 0,
           "frame {}: differs from its backing store, but neither D nor modified is set", frame);
  }

  struct Use {
    std::uint32_t count = 0;
    bool dirty = false;
  };

  MemoryManager& memory_;
  machine::Machine& machine_;
  std::map<std::uint32_t, Use> references_;  // by frame
  std::map<std::uint32_t, bool> slots_;
  std::uint64_t charge_ = 0;
  std::optional<std::string> problem_;
};

}  // namespace

std::optional<std::string> check_memory(MemoryManager& memory) { return Check(memory).run(); }

}  // namespace dumplab::kernel
