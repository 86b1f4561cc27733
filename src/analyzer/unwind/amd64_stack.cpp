// SPDX-License-Identifier: MIT
#include "unwind/amd64_stack.h"

#include "nt/tib64.h"
#include "snapshot/read_struct.h"
#include "unwind/memory_around.h"

namespace dumplab::unwind {
namespace {

/// Empty where the TEB is not in the dump.
AddressRange stack_of_teb(const MemorySource& memory, std::uint64_t teb, std::uint64_t rsp) {
  const auto block = teb ? snapshot::read_struct<nt::Tib64>(memory, teb) : std::nullopt;
  if (!block || block->Self.value() != teb) return {};
  const std::uint64_t base = block->StackBase.value(), limit = block->StackLimit.value();
  if (base <= limit) return {};
  // Code that ran out of stack stands below the limit, in the guard page or what is reserved below it.
  const auto reserved = snapshot::read_struct<le64>(memory, teb + nt::kTeb64DeallocationStack);
  const bool ran_out = reserved && reserved->value() && rsp < limit && rsp >= reserved->value();
  const std::uint64_t low = ran_out ? rsp & ~std::uint64_t{7} : limit;
  return {{low}, base - low};
}

}  // namespace

AddressRange find_amd64_stack(const Snapshot& snapshot, const Thread& thread, std::uint64_t rsp) {
  const LinearAddress at{rsp};
  const AddressRange own = stack_of_teb(*snapshot.memory, thread.Teb, rsp);
  if (own.contains(at)) return own;
  if (thread.stack.contains(at)) return thread.stack;
  return memory_around(snapshot, rsp);
}

}  // namespace dumplab::unwind
