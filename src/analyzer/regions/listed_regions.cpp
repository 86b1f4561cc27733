// SPDX-License-Identifier: MIT
#include "regions/listed_regions.h"

#include <algorithm>
#include <map>
#include <set>

#include "nt/heap.h"
#include "nt/memory_constants.h"
#include "nt/shared_data.h"

namespace dumplab::regions {
namespace {

/// The first address that VirtualQuery does not know in a process with the usual user half of 2 GiB.
constexpr std::uint64_t kX86UserEnd = 0x7fff0000, kX86End = 1ull << 32;

/// Whose allocation begins where.
std::map<std::uint64_t, Owner> allocations_of(const structures::ProcessStructures& process) {
  std::map<std::uint64_t, Owner> owners;
  for (const structures::ThreadBlock& thread : process.threads)
    owners.try_emplace(thread.deallocation_stack, Owner{OwnerKind::kStack, thread.thread_id});
  for (const structures::HeapReservation& reservation : process.heaps.reservations)
    owners.try_emplace(reservation.range.base.value, Owner{OwnerKind::kHeap, reservation.heap});
  for (const std::uint64_t handle : process.heaps.handles)
    owners.try_emplace(handle, Owner{OwnerKind::kHeap, handle});
  owners.try_emplace(process.parameters.base.value, Owner{OwnerKind::kParams, 0});
  owners.try_emplace(process.environment.base.value, Owner{OwnerKind::kEnvironment, 0});
  owners.try_emplace(nt::kSharedDataAddress, Owner{OwnerKind::kSharedData, 0});
  owners.erase(0);
  return owners;
}

class ListedOwners {
 public:
  ListedOwners(const Snapshot& snapshot, const structures::ProcessStructures& process)
      : allocations_(allocations_of(process)),
        is_complete_(process.heaps.is_complete && process.threads.size() == snapshot.threads.size()),
        memory_(snapshot.memory.get()) {
    for (const Region& region : snapshot.regions)
      if (region.Protect & nt::kPageGuard) guarded_.insert(region.AllocationBase);
  }

  /// Of a region that is no image.
  Owner of(const Region& region) const {
    if (region.State == nt::kMemFree) return {OwnerKind::kFree, 0};
    if (const auto found = allocations_.find(region.AllocationBase); found != allocations_.end())
      return found->second.kind == OwnerKind::kStack ? stack_part(region, found->second.id) : found->second;
    if (region.Type == nt::kMemMapped) return {OwnerKind::kMapped, 0};
    return {can_be_nobodys(region) ? OwnerKind::kPrivate : OwnerKind::kUnknown, 0};
  }

 private:
  /// A guard page may mean a stack that a thread left behind when it was ended, a signature a heap that is
  /// being made or destroyed.
  bool can_be_nobodys(const Region& region) const {
    return is_complete_ && region.Type == nt::kMemPrivate && !guarded_.contains(region.AllocationBase) &&
           !looks_like_heap(region.AllocationBase);
  }

  bool looks_like_heap(std::uint64_t base) const {
    const auto word = memory_->read_u32({base + offsetof(nt::Heap, Signature)});
    return word && (*word == nt::kHeapSignature || *word == nt::kHeapSegmentSignature);
  }

  static Owner stack_part(const Region& region, std::uint64_t thread_id) {
    const OwnerKind kind = region.State == nt::kMemReserve   ? OwnerKind::kStackReserve
                           : region.Protect & nt::kPageGuard ? OwnerKind::kStackGuard
                                                             : OwnerKind::kStack;
    return {kind, thread_id};
  }

  std::map<std::uint64_t, Owner> allocations_;
  std::set<std::uint64_t> guarded_;  // allocations with a guard page
  bool is_complete_;
  const MemorySource* memory_;
};

Facts facts_of(const Region& region) {
  Facts facts{region.State, region.Type, region.Protect, std::nullopt, region.AllocationProtect};
  if (region.State != nt::kMemFree) facts.allocation_base = region.AllocationBase;
  return facts;
}

}  // namespace

void claim_listed_regions(const Snapshot& snapshot, const structures::ProcessStructures& process,
                          Evidence& evidence) {
  const ListedOwners owners(snapshot, process);
  std::uint64_t top = 0;
  for (const Region& region : snapshot.regions) {
    const bool is_image = region.Type == nt::kMemImage && region.State != nt::kMemFree;
    const Owner owner = is_image ? Owner{} : owners.of(region);
    evidence.add(Layer::kListed, region.range(), owner, facts_of(region));
    if (region.RegionSize <= kX86End && region.BaseAddress <= kX86End - region.RegionSize)
      top = std::max(top, region.BaseAddress + region.RegionSize);
  }
  if (evidence.space_end() == kX86End && top >= kX86UserEnd)
    evidence.add(Layer::kListed, {{top}, kX86End - top}, {OwnerKind::kKernel, 0}, {});
}

}  // namespace dumplab::regions
