// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "consistency/findings.h"

namespace dumplab::consistency {
namespace {

/// More frames than a stack of a megabyte has room for.
constexpr std::size_t kLongestChain = 100'000;
constexpr std::uint32_t kFrameSize = 8;  // saved EBP and return address

/// Whose stack, other than that of `thread`, has the address.
const Thread* find_other_stack(const Findings& findings, const Thread& thread, std::uint32_t address) {
  for (const Thread& other : findings.snapshot().threads)
    if (&other != &thread && findings.stack_of(other).contains({address})) return &other;
  return nullptr;
}

/// EBP leads from frame to frame in code that keeps it; elsewhere it is any number. So only what looks like
/// frames (a return address in a module) is held to the rules of frames.
void check_chain(Findings& findings, const Thread& thread, std::uint32_t ebp) {
  const AddressRange stack = findings.stack_of(thread);
  if (ebp > ~kFrameSize && ebp % 4 == 0 && ebp != 0xffffffff)
    return findings.add(
        ebp, fmt::format("EBP {:#x} of thread {:#x}: a frame there passes the top of the address space", ebp,
                         thread.ThreadId));
  for (std::size_t i = 0; stack.contains({ebp}); ++i) {
    const auto next = findings.memory().read_u32({ebp});
    const auto caller = findings.memory().read_u32({std::uint64_t{ebp} + 4});
    if (ebp % 4 != 0)
      return findings.add(ebp,
                          fmt::format("EBP {:#x} of thread {:#x} is no multiple of 4", ebp, thread.ThreadId));
    if (!next || !caller || !findings.snapshot().find_module({*caller})) return;
    if (stack.contains({*next}) && *next <= ebp)
      return findings.add(ebp, fmt::format("the frame of thread {:#x} at {:#x} leads back to {:#x}",
                                           thread.ThreadId, ebp, *next));
    if (const Thread* other = find_other_stack(findings, thread, *next))
      return findings.add(
          ebp, fmt::format("the frame of thread {:#x} at {:#x} leads to {:#x}, in the stack of thread {:#x}",
                           thread.ThreadId, ebp, *next, other->ThreadId));
    if (i == kLongestChain)
      return findings.add(
          ebp, fmt::format("thread {:#x} has more than {} frames", thread.ThreadId, kLongestChain));
    ebp = *next;
  }
}

}  // namespace

void frame_chains(Findings& findings) {
  for (const Thread& thread : findings.snapshot().threads)
    if (const auto* context = std::get_if<ContextX86>(&thread.context))
      check_chain(findings, thread, context->Ebp);
}

}  // namespace dumplab::consistency
