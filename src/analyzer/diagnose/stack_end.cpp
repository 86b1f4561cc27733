// SPDX-License-Identifier: MIT
#include "diagnose/stack_end.h"

namespace dumplab::diagnose {

bool is_at_stack_end(const Facts& facts) {
  /// What one frame may take at once, and a guard page.
  constexpr std::uint64_t kReach = 0x11000;
  const auto& fault = facts.fault();
  if (!fault || !fault->access || !fault->has_registers || fault->is_execution()) return false;
  const structures::ThreadBlock* block = facts.process().find_thread(fault->thread_id);
  if (!block || block->deallocation_stack == 0) return false;
  const std::uint64_t distance =
      fault->sp > fault->address ? fault->sp - fault->address : fault->address - fault->sp;
  return fault->address >= block->deallocation_stack && fault->address < block->stack_limit &&
         distance < kReach;
}

}  // namespace dumplab::diagnose
