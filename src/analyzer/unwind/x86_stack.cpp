// SPDX-License-Identifier: MIT
#include "unwind/x86_stack.h"

#include "unwind/memory_around.h"

namespace dumplab::unwind {
namespace {

AddressRange own_stack(const structures::ThreadBlock* block, const Thread& thread, std::uint32_t esp) {
  if (!block || block->stack_base <= block->stack_limit) return thread.stack;
  // Code that ran out of stack stands below the limit, in the guard page or what is reserved below it.
  const bool ran_out =
      esp < block->stack_limit && esp >= block->deallocation_stack && block->deallocation_stack;
  const std::uint64_t low = ran_out ? esp & ~3u : block->stack_limit;
  return {{low}, block->stack_base - low};
}

}  // namespace

StackView find_x86_stack(const Snapshot& snapshot, const MemorySource& memory,
                         const structures::ProcessStructures& process, const Thread& thread,
                         std::uint32_t esp) {
  StackView stack{memory, own_stack(process.find_thread(thread.ThreadId), thread, esp), {}};
  if (stack.bounds.contains({esp}) || stack.bounds.end().value == esp) return stack;
  const AddressRange around = memory_around(snapshot, esp);
  (stack.bounds.size ? stack.switched : stack.bounds) = around;
  return stack;
}

}  // namespace dumplab::unwind
