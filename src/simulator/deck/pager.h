// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cpu/processor.h"
#include "dumplab/result.h"
#include "machine/disk.h"
#include "machine/page_walk.h"
#include "replacement/policy.h"

namespace dumplab::deck {

/// A part of the linear space and where its pages come from at first.
struct LinearRange {
  std::uint32_t base = 0, size = 0;         ///< whole pages
  std::optional<std::size_t> file_index{};  ///< of the files that the system is created with; none: zeros
  /// Its pages share the data frames; of one range at most. Pages of others stay once they are in.
  bool replaceable = false;
  const machine::DiskFile* file = nullptr;  ///< set by System
};

/// Frames [first, first + count).
struct FrameRange {
  std::uint32_t first = 0, count = 0;
};

struct PagerSettings {
  std::vector<LinearRange> ranges;
  FrameRange tables, code, data;
  std::string policy = "fifo";
  std::uint32_t cluster = 1;                             ///< pages per page-in
  const replacement::ReferenceString* future = nullptr;  ///< for opt
};

/// Demand paging over real page tables: one address space, a fixed private set of data frames.
class Pager final : public machine::TouchListener {
 public:
  enum class Source : std::uint8_t { kZero, kFile, kPageFile };

  struct Fault {
    std::uint32_t linear, frame;
    Source source;
    std::optional<std::uint32_t> victim;  ///< linear page that had to go
  };

  struct Counts {
    std::uint64_t loads = 0;   ///< pages that came from the disk
    std::uint64_t zeroed = 0;  ///< pages that were made of zeros
    std::uint64_t evictions = 0, written = 0;
  };

  /// kUnsupported for an unknown policy, kMalformed when the tables have no room.
  static Result<std::unique_ptr<Pager>> create(PagerSettings settings, machine::PhysicalMemory& memory,
                                               machine::Disk& disk, machine::PageWalk& walk);

  /// The processor whose TLB must follow.
  void attach(cpu::Processor& processor);

  /// Brings the page of `linear` in. False: there is nothing, or no frame.
  bool resolve(std::uint32_t linear);
  /// Host bytes from `linear` to its page's end, brought in; empty when there is nothing.
  std::span<std::byte> reach(std::uint32_t linear, cpu::Access access);

  void touched(std::uint32_t frame, cpu::Access access) override;

  const std::vector<Fault>& faults() const { return faults_; }
  /// Faults with a linear address in [base, base + size).
  std::uint64_t faults_in(std::uint32_t base, std::uint32_t size) const;
  const Counts& counts() const { return counts_; }
  std::uint32_t pages() const { return pages_; }  ///< that have an entry in the tables
  std::uint32_t frames_for_tables() const { return tables_used_; }
  /// Replaceable pages that are in, by address.
  std::vector<std::uint32_t> resident() const;
  /// Pages of the replaceable ranges in the order of their use.
  const replacement::ReferenceString& references() const { return references_; }

  std::uint32_t read_entry(std::uint32_t linear) const;

 private:
  Pager(PagerSettings settings, machine::PhysicalMemory& memory, machine::Disk& disk, machine::PageWalk& walk)
      : settings_(std::move(settings)), memory_(memory), disk_(disk), walk_(walk) {}

  Result<void> prepare();
  bool write_entry(std::uint32_t linear, std::uint32_t entry);
  const LinearRange* range_of(std::uint32_t linear) const;
  std::optional<std::uint32_t> take_frame(bool replaceable, std::optional<std::uint32_t>& victim);
  bool evict(std::uint32_t frame);
  Source fill(const LinearRange& range, std::uint32_t page, std::uint32_t frame);
  bool bring_in(const LinearRange& range, std::uint32_t page, Fault& fault);
  bool test_and_clear(std::uint32_t frame);

  PagerSettings settings_;
  machine::PhysicalMemory& memory_;
  machine::Disk& disk_;
  machine::PageWalk& walk_;
  cpu::Processor* processor_ = nullptr;
  std::unique_ptr<replacement::Policy> policy_;
  bool needs_touches_ = false;
  machine::DiskFile* page_file_ = nullptr;
  std::uint32_t pages_ = 0, tables_used_ = 0, code_used_ = 0, data_used_ = 0;
  std::vector<std::optional<std::uint32_t>> page_in_;  // by frame: the replaceable page in it
  std::vector<std::uint32_t> free_;                    // data frames that held pages
  std::vector<Fault> faults_;
  Counts counts_;
  replacement::ReferenceString references_;
};

}  // namespace dumplab::deck
