// SPDX-License-Identifier: MIT
#include "unwind/stack_bounds.h"

#include <algorithm>

namespace dumplab::unwind {
namespace {

constexpr std::uint64_t kLargestUnknown = 1u << 20;

AddressRange own_stack(const structures::ThreadBlock* block, const Thread& thread, std::uint32_t esp) {
  if (!block || block->stack_base <= block->stack_limit) return thread.stack;
  // Code that ran out of stack stands below the limit, in the guard page or what is reserved below it.
  const bool ran_out =
      esp < block->stack_limit && esp >= block->deallocation_stack && block->deallocation_stack;
  const std::uint64_t low = ran_out ? esp & ~3u : block->stack_limit;
  return {{low}, block->stack_base - low};
}

/// The dump's memory around `esp`, as far as it belongs to one region.
AddressRange memory_around(const Snapshot& snapshot, std::uint32_t esp) {
  const LinearAddress at{esp};
  for (const Region& region : snapshot.regions)
    if (region.range().contains(at)) return region.range();
  for (const AddressRange& range : snapshot.memory->ranges())
    if (range.contains(at)) return range;
  return {at, std::min<std::uint64_t>(kLargestUnknown, 0x100000000 - esp)};
}

}  // namespace

StackView find_stack(const Snapshot& snapshot, const MemorySource& memory,
                     const structures::ProcessStructures& process, const Thread& thread, std::uint32_t esp) {
  StackView stack{memory, own_stack(process.find_thread(thread.ThreadId), thread, esp), {}};
  if (stack.bounds.contains({esp}) || stack.bounds.end().value == esp) return stack;
  const AddressRange around = memory_around(snapshot, esp);
  (stack.bounds.size ? stack.switched : stack.bounds) = around;
  return stack;
}

}  // namespace dumplab::unwind
