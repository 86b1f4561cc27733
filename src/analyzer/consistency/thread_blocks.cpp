// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "consistency/findings.h"

namespace dumplab::consistency {

void thread_blocks(Findings& findings) {
  for (const ThreadBlock& block : findings.thread_blocks()) {
    const std::uint32_t base = block.teb.StackBase.value(), limit = block.teb.StackLimit.value();
    if (base < limit)
      findings.add(block.address, fmt::format("StackBase {:#x} of thread {:#x} is below its StackLimit {:#x}",
                                              base, block.thread->ThreadId, limit));
  }
}

}  // namespace dumplab::consistency
