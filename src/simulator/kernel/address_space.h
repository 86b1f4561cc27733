// SPDX-License-Identifier: MIT
#pragma once

#include "base/saved.h"
#include "kernel/memory_manager.h"
#include "kernel/page_protection.h"
#include "kernel/page_tables.h"
#include "kernel/vad_tree.h"
#include "nt/memory_constants.h"
#include "nt/status.h"

namespace dumplab::kernel {

/// The linear addresses of one process: VADs above, real page tables below.
class AddressSpace {
 public:
  /// What became of a page fault.
  enum class Outcome {
    kResolved,
    kAccessViolation,
    kGuardPage,
    kNoMemory,  ///< no frame can be freed: MemoryManager::exhausted()
  };

  /// `id` names the space in events: the process's.
  explicit AddressSpace(MemoryManager& memory, std::uint32_t id = 0);
  ~AddressSpace();
  AddressSpace(const AddressSpace&) = delete;
  AddressSpace& operator=(const AddressSpace&) = delete;

  /// False when there was no frame for the page directory: then nothing can be touched.
  bool is_usable() const { return usable_; }
  std::uint32_t id() const { return id_; }
  MemoryManager& memory() const { return memory_; }
  std::uint32_t cr3() const { return tables_.cr3(); }

  const VadTree& vads() const { return vads_; }
  VadTree& vads() { return vads_; }
  PageTables& tables() { return tables_; }
  const PageTables& tables() const { return tables_; }
  std::uint64_t commit_charge() const { return charge_; }  ///< pages
  std::uint64_t peak_commit_charge() const { return peak_charge_; }
  std::uint32_t working_set() const { return working_set_; }  ///< pages with a frame
  std::uint32_t peak_working_set() const { return peak_working_set_; }

  /// Adds a reservation of whole pages; kConflictingAddresses where something is already.
  nt::Status reserve(std::uint32_t base, std::uint32_t size, std::uint32_t protect, Owner owner,
                     std::uint32_t owner_id = 0);
  /// A view of the segment from byte `offset` on. `section_protect` is the most that the section allows.
  /// kConflictingAddresses, kCommitmentLimit, kSectionProtection.
  nt::Status map(std::uint32_t base, std::shared_ptr<Segment> segment, std::uint32_t offset,
                 std::uint32_t size, std::uint32_t protect, std::uint32_t section_protect);
  /// kConflictingAddresses when the range is not inside one reservation, kAlreadyCommitted for a view,
  /// kCommitmentLimit.
  nt::Status commit(std::uint32_t base, std::uint32_t size, std::uint32_t protect);
  nt::Status decommit(std::uint32_t base, std::uint32_t size);
  /// Frees the whole reservation or view that begins at `base`.
  nt::Status release(std::uint32_t base);
  /// Frees everything, the page directory too: the space is no longer usable.
  void close();
  /// kConflictingAddresses, kNotCommitted, kCommitmentLimit, kSectionProtection,
  /// kInvalidPageProtection.
  nt::Status protect(std::uint32_t base, std::uint32_t size, std::uint32_t protect, std::uint32_t& old);

  /// Brings in the page of `linear` if the program may touch it so. A guard page loses its guard.
  Outcome resolve(std::uint32_t linear, cpu::Access access);
  /// The frame of a page that is in memory.
  std::optional<std::uint32_t> frame_of(std::uint32_t linear) const;

  /// Access with the program's rights; pages come in as they are needed. False when a byte is out of reach
  /// (then nothing, or a part, is done).
  bool read(std::uint32_t linear, void* out, std::size_t size);
  bool write(std::uint32_t linear, const void* in, std::size_t size);
  template <typename T>
  std::optional<T> read_value(std::uint32_t linear) {
    T value;
    if (!read(linear, &value, sizeof value)) return std::nullopt;
    return value;
  }
  template <typename T>
  bool write_value(std::uint32_t linear, const T& value) {
    return write(linear, &value, sizeof value);
  }

  /// The bytes of a committed page as the program would see them, without bringing it in: from its frame,
  /// from pagefile.sys or from where it would come. False for pages that cannot be read (reserved, guard, no
  /// access).
  bool peek(std::uint32_t page, std::span<std::byte> out) const;

  /// The page loses its frame; its entry then says where the page is: in `slot`, or (0) where its VAD says.
  void forget_resident(std::uint32_t page, std::uint32_t slot);

 private:
  friend struct saved::Fields<AddressSpace>;

  bool charge(std::uint64_t pages);
  void uncharge(std::uint64_t pages);
  /// Commit charge for the pages of a range that `needs(page)` and have none. False: none was charged.
  template <class Needs>
  bool charge_range(Vad& vad, std::uint32_t base, std::uint32_t size, Needs needs);
  void unmap_page(const Vad& vad, std::uint32_t page);
  void apply_protection(const Vad& vad, std::uint32_t page);
  void take_down(Vad& vad);

  Outcome bring_in(Vad& vad, std::uint32_t page, bool for_write);
  Outcome bring_in_zero(const Vad& vad, std::uint32_t page);
  Outcome bring_in_from_pagefile(const Vad& vad, std::uint32_t page);
  Outcome bring_in_section(Vad& vad, std::uint32_t page, bool for_write);
  Outcome copy_on_write(Vad& vad, std::uint32_t page, std::uint32_t shared);
  /// Loads page `index` of the segment into a frame, and those behind it that belong to its cluster.
  std::optional<std::uint32_t> load_section(Vad& vad, std::uint32_t page);
  /// A frame with the segment's bytes; empty when there is none.
  std::optional<std::uint32_t> fill_frame(Segment& segment, std::uint32_t index, std::uint64_t& sectors);
  /// Makes the entry present. The frame has been adopted.
  bool make_present(const Vad& vad, std::uint32_t page, std::uint32_t frame);
  std::byte* touch(std::uint32_t linear, cpu::Access access);

  MemoryManager& memory_;
  std::uint32_t id_;
  machine::PageWalk walk_;
  VadTree vads_;
  PageTables tables_;
  std::uint64_t charge_ = 0, peak_charge_ = 0;
  std::uint32_t working_set_ = 0, peak_working_set_ = 0;
  bool usable_ = false;
};

}  // namespace dumplab::kernel
