// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "dumplab/memory_source.h"

namespace dumplab::diagnose {

/// What would happen with a bad value in the code behind a faulting instruction, had it gone on.
struct BlockEvent {
  enum class Kind {
    kFaultInBranch,  ///< the faulting instruction itself is a branch
    kFaultInString,  ///< it is a string operation
    kBranchTarget,   ///< a branch goes where the value says
    kArgument,       ///< the value is pushed
    kWrite,          ///< a write through the value
    kBlockWrite,     ///< the same by a string operation
    kRead,           ///< a read through the value
    kBlockRead,
    kComparison,  ///< the value decides a comparison
  };
  Kind kind = Kind::kRead;
  std::uint32_t address = 0;  ///< of the instruction
  std::string text;           ///< of the instruction
};

/// Decodes x86 code from the faulting instruction at `eip` to the end of its block (at most 2,048 bytes) and
/// follows the bad value: what a bad read gave, or the register that a bad write went through. Each kind of
/// event counts once. Nothing where the code is not in `memory`.
std::vector<BlockEvent> follow_bad_value(const MemorySource& memory, std::uint32_t eip, bool is_write);

}  // namespace dumplab::diagnose
