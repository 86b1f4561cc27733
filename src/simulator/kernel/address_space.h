// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>

#include "kernel/vad.h"
#include "machine/machine.h"
#include "nt/memory_constants.h"
#include "nt/status.h"

namespace dumplab::kernel {

// The user half that a program can have.
inline constexpr std::uint32_t kLowestUserAddress = 0x10000, kHighestUserAddress = 0x7ffeffff;

/// The linear addresses of one process: VADs above, real page tables below.
class AddressSpace {
 public:
  /// What became of a page fault.
  enum class Outcome { kResolved, kAccessViolation, kGuardPage, kNoMemory };

  /// A page that came in: for the log.
  struct PageIn {
    std::uint32_t linear, frame;
    std::uint64_t sectors;
    const char* source;  ///< "zero", "image", "file", "copy"
  };

  explicit AddressSpace(machine::Machine& machine);
  ~AddressSpace();
  AddressSpace(const AddressSpace&) = delete;
  AddressSpace& operator=(const AddressSpace&) = delete;

  std::uint32_t cr3() const { return directory_ << x86::kPageShift; }

  /// First fit for `size` bytes from `from` up, on 64 KiB; from the top down with `top_down`.
  std::optional<std::uint32_t> find_free(std::uint32_t size, std::uint32_t from, bool top_down = false) const;
  bool is_free(std::uint32_t base, std::uint32_t size) const;

  /// Adds a reservation of whole pages; kConflictingAddresses where something is already.
  nt::Status reserve(std::uint32_t base, std::uint32_t size, std::uint32_t protect, Owner owner,
                     std::uint32_t owner_id = 0);
  nt::Status map(std::uint32_t base, std::shared_ptr<Section> section, std::uint32_t offset,
                 std::uint32_t size, std::uint32_t protect);
  /// kMemoryNotAllocated, kConflictingAddresses when the range is not inside one reservation.
  nt::Status commit(std::uint32_t base, std::uint32_t size, std::uint32_t protect);
  nt::Status decommit(std::uint32_t base, std::uint32_t size);
  /// Frees the whole reservation that begins at `base`.
  nt::Status release(std::uint32_t base);
  nt::Status protect(std::uint32_t base, std::uint32_t size, std::uint32_t protect, std::uint32_t& old);
  /// VirtualQuery: the region that holds `linear`, from its page up.
  MemoryRegion query(std::uint32_t linear) const;
  /// Every region below 0x7fff0000, free ones included.
  std::vector<MemoryRegion> regions() const;

  Vad* find(std::uint32_t linear);
  const Vad* find(std::uint32_t linear) const;
  const std::map<std::uint32_t, Vad>& vads() const { return vads_; }

  /// Brings in the page of `linear` if the program may touch it so. A guard page loses its guard.
  Outcome resolve(std::uint32_t linear, cpu::Access access);

  /// Access with the program's rights; false when a byte is out of reach (then nothing, or a part, is done).
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

  /// The bytes of a committed page as the program would see them, without bringing it in. False for pages
  /// that cannot be read (reserved, guard, no access).
  bool peek(std::uint32_t page, std::span<std::byte> out) const;

  std::function<void(const PageIn&)> on_page_in;

 private:
  std::uint32_t read_entry(std::uint32_t linear) const;
  bool write_entry(std::uint32_t linear, std::uint32_t entry);
  void unmap_page(const Vad& vad, std::uint32_t linear);
  void apply_protection(const Vad& vad, std::uint32_t linear);
  Outcome bring_in(Vad& vad, std::uint32_t page, bool for_write);
  /// Host address of a byte that the program may access so; nullptr otherwise.
  std::byte* touch(std::uint32_t linear, cpu::Access access);
  Vad* enclosing(std::uint32_t base, std::uint32_t size);
  void report(std::uint32_t linear, std::uint32_t frame, std::uint64_t sectors, const char* source) const;

  machine::Machine& machine_;
  machine::PageWalk walk_;
  std::uint32_t directory_ = 0;  ///< frame of the page directory
  std::map<std::uint32_t, Vad> vads_;
};

/// Whether PAGE_* lets user mode do it now; the guard modifier forbids everything.
bool allows(std::uint32_t protect, cpu::Access access);

}  // namespace dumplab::kernel
