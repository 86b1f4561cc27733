// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/saved.h"
#include "kernel/memory_events.h"
#include "kernel/page_file.h"
#include "kernel/pfn_database.h"
#include "machine/machine.h"
#include "replacement/policy.h"

namespace dumplab::kernel {

#ifndef DUMPLAB_MEMORY_CHECK_INTERVAL
#define DUMPLAB_MEMORY_CHECK_INTERVAL 0
#endif

struct MemoryOptions {
  std::string_view policy = "clock";                     ///< a word of replacement/policies.def
  std::uint32_t cluster = 1;                             ///< pages per page-in, at least 1
  std::optional<std::uint64_t> pagefile_size;            ///< bytes; empty: half the disk
  bool record_references = false;                        ///< for a second run with "opt"
  const replacement::ReferenceString* future = nullptr;  ///< for "opt"; must outlive the manager
  /// Page faults between two checks of every invariant (memory_check.h); 0: never.
  std::uint32_t check_interval = DUMPLAB_MEMORY_CHECK_INTERVAL;
};

/// The frames of the machine: who has them, which page goes when one is needed, and what is promised to
/// programs.
///
/// An evictable frame holds a page and is known to the replacement policy. Its mapping entries become
/// pagefile, demand-zero or prototype entries when it goes; a page that differs from its backing store is
/// written first.
class MemoryManager final : private machine::TouchListener {
 public:
  MemoryManager(machine::Machine& machine, const MemoryOptions& options);
  ~MemoryManager() override;
  MemoryManager(const MemoryManager&) = delete;
  MemoryManager& operator=(const MemoryManager&) = delete;

  machine::Machine& machine() { return machine_; }
  const MemoryOptions& options() const { return options_; }
  PageFile& pagefile() { return pagefile_; }
  const PageFile& pagefile() const { return pagefile_; }
  const PfnDatabase& frames() const { return frames_; }

  /// A frame that nobody has, taken from another page if need be. Empty when no page can go: exhausted().
  std::optional<std::uint32_t> take_frame(bool zeroed);
  /// Frames for paging structures: never evicted.
  std::optional<std::uint32_t> take_structure(FrameState state, AddressSpace& space, std::uint32_t linear);
  /// The frame now holds the page; it may go from now on. `share_count` starts at 0.
  void adopt_private(std::uint32_t frame, AddressSpace& space, std::uint32_t linear, std::uint32_t slot,
                     bool modified);
  void adopt_section(std::uint32_t frame, Segment& segment, std::uint32_t index);
  /// The frame's page is no longer needed; a slot kept for it is free as well. Also for a frame that was
  /// taken and not adopted.
  void free_frame(std::uint32_t frame);
  /// Whether the frame's page differs from its backing store.
  bool is_modified(std::uint32_t frame);
  FrameEntry& frame(std::uint32_t frame) { return frames_[frame]; }
  bool exhausted() const { return exhausted_; }

  /// Keeps a frame while the object lives.
  class Pin {
   public:
    Pin(MemoryManager& memory, std::uint32_t frame) : entry_(memory.frames_[frame]) { ++entry_.pins; }
    ~Pin() { --entry_.pins; }
    Pin(const Pin&) = delete;
    Pin& operator=(const Pin&) = delete;

   private:
    FrameEntry& entry_;
  };

  /// Keeps the last pages that an instruction of a CPU faulted for until another instruction faults: an
  /// instruction needs up to six at once. `retired` tells instructions apart. An instruction whose pages
  /// never fit together leaves the machine exhausted().
  void hold(unsigned cpu, std::uint64_t retired, std::uint32_t page, std::uint32_t frame);

  /// Promises `pages` of private memory; false when frames and pagefile.sys could not hold all of them.
  bool charge(std::uint64_t pages);
  void uncharge(std::uint64_t pages);
  std::uint64_t commit_charge() const { return commit_charge_; }  ///< pages
  std::uint64_t commit_limit() const;                             ///< pages

  void count_page_in(const AddressSpace& space, std::uint32_t linear, std::uint32_t frame,
                     std::uint64_t sectors, PageSource source);
  void count_fault() { ++statistics_.faults; }
  void count_pagefile_read(std::uint64_t pages) { statistics_.pagefile_reads += pages; }
  const MemoryStatistics& statistics() const { return statistics_; }
  const replacement::ReferenceString& references() const { return references_; }

  /// What processors and address spaces report their page walks to; nullptr when nobody needs them.
  machine::TouchListener* touch_listener();
  bool wants_touches() const { return wants_touches_; }

  // Who is there, in order of creation.
  std::vector<AddressSpace*>& spaces() { return spaces_; }
  std::vector<Segment*>& segments() { return segments_; }
  const std::vector<AddressSpace*>& spaces() const { return spaces_; }
  const std::vector<Segment*>& segments() const { return segments_; }
  std::uint32_t next_segment_serial() { return next_segment_serial_++; }

  std::function<void(const PageMove&)> on_page_in, on_page_out;

 private:
  friend struct saved::Fields<MemoryManager>;

  struct HeldPage {
    std::uint32_t page, frame;  // frame 0: gone
  };
  struct Held {
    std::uint64_t retired = ~std::uint64_t{0};
    unsigned repeats = 0;
    std::vector<HeldPage> pages;
  };

  void touched(std::uint32_t frame, cpu::Access access) override;
  void use(std::uint32_t frame);
  bool test_and_clear_accessed(std::uint32_t frame);
  bool may_evict(std::uint32_t frame);
  bool evict_one();
  void page_out(std::uint32_t frame);
  void page_out_private(std::uint32_t frame, FrameEntry& entry, PageMove& move);
  void page_out_section(std::uint32_t frame, FrameEntry& entry, PageMove& move);
  /// Makes the frame's bytes the slot's; gives the slot.
  std::uint32_t write_to_pagefile(std::uint32_t frame, std::uint32_t slot);
  void adopt(std::uint32_t frame);
  void let_go(std::uint32_t frame);
  void drop(HeldPage& held);
  void release(Held& held);
  replacement::Page page_id(const FrameEntry& entry) const;

  machine::Machine& machine_;
  MemoryOptions options_;
  PfnDatabase frames_;
  PageFile pagefile_;
  std::unique_ptr<replacement::Policy> policy_;
  bool wants_touches_ = false;
  std::uint32_t code_frame_ = 0, last_used_ = 0;
  replacement::ReferenceString references_;
  std::vector<Held> held_;  // by CPU
  std::uint64_t commit_charge_ = 0;
  std::uint32_t structure_frames_ = 0;
  std::uint32_t next_segment_serial_ = 0;
  std::vector<AddressSpace*> spaces_;
  std::vector<Segment*> segments_;
  MemoryStatistics statistics_;
  bool exhausted_ = false;
};

}  // namespace dumplab::kernel
