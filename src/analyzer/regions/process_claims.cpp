// SPDX-License-Identifier: MIT
#include "regions/process_claims.h"

#include <algorithm>

#include "nt/memory_constants.h"
#include "nt/shared_data.h"
#include "nt/teb.h"
#include "nt/tib64.h"
#include "snapshot/captured_memory.h"
#include "snapshot/read_struct.h"
#include "snapshot/system_names.h"

namespace dumplab::regions {
namespace {

using snapshot::read_struct;

constexpr std::uint32_t kWindowsNt = 2;      // VER_PLATFORM_WIN32_NT
constexpr std::uint32_t kInvalidTeb = 0x20;  // MINIDUMP_THREAD_INFO_INVALID_TEB
constexpr std::uint64_t kPage = nt::kPageSize;

Facts facts_of(std::uint32_t state, std::uint32_t type = 0, std::uint32_t protect = 0) {
  return {state, type, protect, std::nullopt, 0};
}

bool is_page(std::uint64_t address) { return address != 0 && address % kPage == 0; }

class ProcessClaims {
 public:
  ProcessClaims(const Snapshot& snapshot, const structures::ProcessStructures& process, Evidence& evidence)
      : snapshot_(snapshot), process_(process), evidence_(evidence) {}

  void add_bytes() {
    // Ranges are sorted. Those that share or touch a page are one claim: a hostile dump has a range per byte.
    AddressRange joined;
    for (const AddressRange& range : present()) {
      const std::uint64_t reach = joined.base.value + joined.size;
      if (joined.size != 0 && range.base.value / kPage <= (reach - 1) / kPage + 1) {
        joined.size = range.base.value + range.size - joined.base.value;
        continue;
      }
      add_pages(Layer::kBytes, joined, {}, facts_of(nt::kMemCommit));
      joined = range;
    }
    add_pages(Layer::kBytes, joined, {}, facts_of(nt::kMemCommit));
  }

  /// NT maps it at one address into every process. A dump that has the page must not say otherwise.
  void add_shared_data() {
    constexpr std::uint64_t kVersion = nt::kSharedDataAddress + offsetof(nt::SharedData, NtMajorVersion);
    if (!is_x86() && !is_amd64()) return;
    if (snapshot_.system.PlatformId != kWindowsNt) return;
    const auto version = snapshot_.memory ? snapshot_.memory->read_u32({kVersion}) : std::nullopt;
    if (version && *version != snapshot_.system.MajorVersion) return;
    evidence_.add(Layer::kBlock, {{nt::kSharedDataAddress}, kPage}, {OwnerKind::kSharedData, 0},
                  facts_of(nt::kMemCommit, nt::kMemPrivate, nt::kPageReadOnly));
  }

  void add_threads() {
    auto block = process_.threads.begin();
    for (const Thread& thread : snapshot_.threads) {
      const bool is_read =
          block != process_.threads.end() && block->thread_id == thread.ThreadId && block->teb == thread.Teb;
      if (is_read || can_be_teb(thread))
        add_block(thread.Teb, teb_size(), {OwnerKind::kTeb, thread.ThreadId});
      if (is_read)
        add_stack(*block++);
      else
        add_kept_stack(thread);
    }
  }

  void add_peb() {
    if (process_.peb && is_page(*process_.peb)) add_block(*process_.peb, kPage, {OwnerKind::kPeb, 0});
  }

  void add_heaps() {
    for (const structures::HeapReservation& reservation : process_.heaps.reservations)
      add_reservation(reservation);
    for (const std::uint64_t handle : process_.heaps.handles)
      add_pages(Layer::kAllocation, {{handle}, 1}, {OwnerKind::kHeap, handle}, {});
  }

  /// Only where they begin an allocation of their own: later systems keep them in the process heap.
  void add_parameters() {
    const auto add = [&](AddressRange range, OwnerKind kind) {
      if (range.base.value % nt::kAllocationGranularity == 0)
        add_pages(Layer::kAllocation, range, {kind, 0}, facts_of(nt::kMemCommit));
    };
    add(process_.parameters, OwnerKind::kParams);
    add(process_.environment, OwnerKind::kEnvironment);
  }

 private:
  bool is_x86() const { return snapshot_.system.ProcessorArchitecture == Processor::kX86; }
  bool is_amd64() const { return snapshot_.system.ProcessorArchitecture == Processor::kAmd64; }
  std::uint64_t teb_size() const { return structures::teb_size(snapshot_.system.ProcessorArchitecture); }
  std::span<const AddressRange> present() const {
    return snapshot_.memory ? snapshot_.memory->ranges() : std::span<const AddressRange>();
  }

  /// The whole pages that a range touches.
  void add_pages(Layer layer, AddressRange range, const Owner& owner, const Facts& facts) {
    const std::uint64_t inside = range.base.value % kPage, size = std::min(range.size, evidence_.space_end());
    if (size != 0)
      evidence_.add(layer, {range.base - inside, (inside + size + kPage - 1) / kPage * kPage}, owner, facts);
  }

  /// The kernel makes them, always as private memory.
  void add_block(std::uint64_t base, std::uint64_t size, const Owner& owner) {
    evidence_.add(Layer::kBlock, {{base}, size}, owner, facts_of(0, nt::kMemPrivate));
  }

  /// The dump names the place, and its bytes are missing or agree.
  bool can_be_teb(const Thread& thread) const {
    if (!snapshot::is_windows(snapshot_.system.PlatformId) || !is_page(thread.Teb)) return false;
    if (thread.info && thread.info->DumpFlags & kInvalidTeb) return false;
    if (!snapshot_.memory) return is_x86() || is_amd64();
    if (is_x86()) {
      const auto self = snapshot_.memory->read_u32({thread.Teb + offsetof(nt::Teb, Self)});
      return !self || *self == thread.Teb;
    }
    const auto self = read_struct<le64>(*snapshot_.memory, thread.Teb + offsetof(nt::Tib64, Self));
    return is_amd64() && (!self || self->value() == thread.Teb);
  }

  void add_stack(const structures::ThreadBlock& block) {
    const std::uint64_t base = block.stack_base, limit = block.stack_limit, low = block.deallocation_stack;
    if (!is_page(base) || !is_page(limit) || base <= limit) return;
    evidence_.add(Layer::kAllocation, {{limit}, base - limit}, {OwnerKind::kStack, block.thread_id},
                  facts_of(nt::kMemCommit));
    if (is_page(low) && low < limit)
      evidence_.add(Layer::kAllocation, {{low}, limit - low}, {OwnerKind::kBelowStack, block.thread_id}, {});
  }

  /// What the dump kept of it, byte by byte: other memory may share the lowest page.
  void add_kept_stack(const Thread& thread) {
    const auto ranges = present();
    const std::size_t found = snapshot::find_range(ranges, thread.stack.base);
    if (found == ranges.size()) return;
    const std::uint64_t left = ranges[found].size - (thread.stack.base - ranges[found].base);
    evidence_.add(Layer::kAllocation, {thread.stack.base, std::min(left, thread.stack.size)},
                  {OwnerKind::kStack, thread.ThreadId}, {});
  }

  void add_reservation(const structures::HeapReservation& reservation) {
    const Owner owner{OwnerKind::kHeap, reservation.heap};
    const bool is_known = reservation.books_agree;
    LinearAddress at = reservation.range.base;
    const auto add_up_to = [&](LinearAddress end, std::uint32_t state) {
      evidence_.add(Layer::kAllocation, {at, end - at}, owner, facts_of(is_known ? state : 0));
      at = end;
    };
    if (is_known) {
      for (const AddressRange& range : reservation.uncommitted) {
        add_up_to(range.base, nt::kMemCommit);
        add_up_to(range.end(), nt::kMemReserve);
      }
    }
    add_up_to(reservation.range.end(), nt::kMemCommit);
  }

  const Snapshot& snapshot_;
  const structures::ProcessStructures& process_;
  Evidence& evidence_;
};

}  // namespace

void claim_process(const Snapshot& snapshot, const structures::ProcessStructures& process,
                   Evidence& evidence) {
  ProcessClaims claims(snapshot, process, evidence);
  claims.add_bytes();
  claims.add_shared_data();
  claims.add_threads();
  claims.add_peb();
  claims.add_heaps();
  claims.add_parameters();
}

}  // namespace dumplab::regions
