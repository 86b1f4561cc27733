// SPDX-License-Identifier: MIT
#include "kernel/memory_manager.h"

#include <algorithm>

#include "base/check.h"
#include "kernel/address_space.h"
#include "nt/page_entry.h"

namespace dumplab::kernel {
namespace {

/// Pages that one instruction can need at once, and some more.
constexpr std::size_t kHeldPages = 8;
/// Faults of one instruction for the same few pages, after which it will never have all of them at once.
constexpr unsigned kMostRepeats = 64;

/// Frames not promised to programs, so that page tables find room.
std::uint64_t reserve_of(std::uint32_t frame_count) { return 16 + frame_count / 16; }

bool is_page(const FrameEntry& entry) {
  return entry.state == FrameState::kPrivate || entry.state == FrameState::kSection;
}

}  // namespace

MemoryManager::MemoryManager(machine::Machine& machine, const MemoryOptions& options)
    : machine_(machine),
      options_(options),
      frames_(machine.memory.frame_count()),
      pagefile_(machine.disk, options.pagefile_size.value_or(machine.disk.size() / 2)),
      held_(machine.cpus.size()) {
  const auto kind = replacement::find_policy(options.policy);
  DUMPLAB_CHECK(kind.has_value() && options.cluster > 0);
  wants_touches_ = options.record_references || kind->needs == replacement::Needs::kTouches ||
                   kind->needs == replacement::Needs::kFuture;
  policy_ = replacement::make_policy(
      *kind, {machine.memory.frame_count(),
              [this](std::uint32_t frame) { return test_and_clear_accessed(frame); }, options.future});
  for (auto& cpu : machine_.cpus) {
    cpu->paging.touches = touch_listener();
    cpu->processor.keep_one_page(wants_touches_);
  }
}

MemoryManager::~MemoryManager() {
  for (auto& cpu : machine_.cpus) cpu->paging.touches = nullptr;
}

machine::TouchListener* MemoryManager::touch_listener() { return wants_touches_ ? this : nullptr; }

std::optional<std::uint32_t> MemoryManager::take_frame(bool zeroed) {
  for (;;) {
    if (const auto frame = zeroed ? machine_.memory.allocate() : machine_.memory.allocate_unzeroed()) {
      const std::uint32_t used = machine_.memory.frame_count() - machine_.memory.free_count() - 1;
      statistics_.peak_frames = std::max(statistics_.peak_frames, used);
      return frame;
    }
    if (!evict_one()) {
      exhausted_ = true;
      return std::nullopt;
    }
  }
}

std::optional<std::uint32_t> MemoryManager::take_structure(FrameState state, AddressSpace& space,
                                                           std::uint32_t linear) {
  const auto frame = take_frame(true);
  if (!frame) return std::nullopt;
  FrameEntry& entry = frames_[*frame];
  entry.state = state;
  entry.space = &space;
  entry.linear = linear;
  ++structure_frames_;
  return frame;
}

void MemoryManager::adopt(std::uint32_t frame) { policy_->loaded(frame, page_id(frames_[frame])); }

void MemoryManager::adopt_private(std::uint32_t frame, AddressSpace& space, std::uint32_t linear,
                                  std::uint32_t slot, bool modified) {
  frames_[frame] = {FrameState::kPrivate, modified, 0, linear, 0, &space, nullptr, 0, slot};
  adopt(frame);
}

void MemoryManager::adopt_section(std::uint32_t frame, Segment& segment, std::uint32_t index) {
  const std::uint32_t prototype = segment.prototype(index);
  const bool in_slot = nt::entry_kind(prototype) == nt::EntryKind::kPagefile;
  frames_[frame] = {
      FrameState::kSection, false, 0, 0, index, nullptr, &segment, 0, in_slot ? x86::frame_of(prototype) : 0};
  segment.set_prototype(index, frame << x86::kPageShift | x86::kEntryPresent);
  adopt(frame);
}

void MemoryManager::let_go(std::uint32_t frame) {
  FrameEntry& entry = frames_[frame];
  if (is_page(entry))
    policy_->released(frame);
  else if (entry.state != FrameState::kFree)
    --structure_frames_;
  if (entry.pins > 0)
    for (Held& held : held_)
      for (HeldPage& page : held.pages)
        if (page.frame == frame) page.frame = 0;
  if (code_frame_ == frame) code_frame_ = 0;
  if (last_used_ == frame) last_used_ = 0;
  entry = {};
  machine_.blocks.frame_freed(frame);
  machine_.memory.release(frame);
}

void MemoryManager::free_frame(std::uint32_t frame) {
  const std::uint32_t slot = frames_[frame].slot;
  let_go(frame);
  if (slot) pagefile_.release(slot);
}

void MemoryManager::hold(unsigned cpu, std::uint64_t retired, std::uint32_t page, std::uint32_t frame) {
  Held& held = held_[cpu];
  if (held.retired != retired) {
    release(held);
    held.retired = retired;
    held.repeats = 0;
  }
  const auto again = std::find_if(held.pages.begin(), held.pages.end(),
                                  [&](const HeldPage& other) { return other.page == page; });
  if (again == held.pages.end()) {
    held.repeats = 0;
    if (held.pages.size() == kHeldPages) {
      drop(held.pages.front());
      held.pages.erase(held.pages.begin());
    }
    held.pages.push_back({page, frame});
  } else {
    if (++held.repeats > kMostRepeats) exhausted_ = true;
    drop(*again);
    again->frame = frame;
  }
  ++frames_[frame].pins;
}

void MemoryManager::drop(HeldPage& held) {
  if (held.frame) --frames_[held.frame].pins;
  held.frame = 0;
}

void MemoryManager::release(Held& held) {
  for (HeldPage& page : held.pages) drop(page);
  held.pages.clear();
}

std::uint64_t MemoryManager::commit_limit() const {
  const std::uint64_t frames = machine_.memory.frame_count();
  const std::uint64_t taken = reserve_of(machine_.memory.frame_count()) + structure_frames_;
  return (frames > taken ? frames - taken : 0) + pagefile_.slot_count();
}

bool MemoryManager::charge(std::uint64_t pages) {
  if (pages > commit_limit() || commit_charge_ > commit_limit() - pages) return false;
  commit_charge_ += pages;
  statistics_.peak_commit = std::max(statistics_.peak_commit, commit_charge_);
  return true;
}

void MemoryManager::uncharge(std::uint64_t pages) {
  DUMPLAB_CHECK(pages <= commit_charge_);
  commit_charge_ -= pages;
}

void MemoryManager::count_page_in(const AddressSpace& space, std::uint32_t linear, std::uint32_t frame,
                                  std::uint64_t sectors, PageSource source) {
  const auto index = static_cast<std::size_t>(source);
  ++statistics_.page_ins[index];
  if (on_page_in) on_page_in({space.id(), linear, frame, sectors, kPageSourceWords[index]});
}

replacement::Page MemoryManager::page_id(const FrameEntry& entry) const {
  if (entry.state == FrameState::kSection)
    return std::uint64_t{1} << 63 | std::uint64_t{entry.segment->serial()} << 20 | entry.index;
  return std::uint64_t{entry.space->id()} << 20 | entry.linear >> x86::kPageShift;
}

void MemoryManager::use(std::uint32_t frame) {
  if (frame == last_used_) return;
  last_used_ = frame;
  const FrameEntry& entry = frames_[frame];
  if (!is_page(entry)) return;
  policy_->touched(frame);
  if (options_.record_references) references_.push_back(page_id(entry));
}

void MemoryManager::touched(std::uint32_t frame, cpu::Access access) {
  // Every data access follows the fetch of its instruction.
  if (access == cpu::Access::kExecute)
    code_frame_ = frame;
  else if (code_frame_)
    use(code_frame_);
  use(frame);
}

}  // namespace dumplab::kernel
