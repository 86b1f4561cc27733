// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "consistency/findings.h"
#include "nt/exception.h"

namespace dumplab::consistency {
namespace {

constexpr std::uint32_t kAlignment = 4;

void check_chain(Findings& findings, const ThreadBlock& block) {
  const AddressRange stack = findings.stack_of(*block.thread);
  std::uint32_t before = 0;
  for (std::uint32_t record = block.teb.ExceptionList.value(); record != nt::kEndOfChain;) {
    const auto note = [&](std::string_view what) {
      findings.add(before ? before : block.address,
                   fmt::format("the exception registration at {:#x} of thread {:#x} {}", record,
                               block.thread->ThreadId, what));
    };
    if (record % kAlignment != 0) return note("is no multiple of 4");
    if (stack.size != 0 && !stack.contains({record})) return note("is outside its stack");
    const auto next = findings.memory().read_u32({record});
    if (!next) return;
    // Inner registrations lie below outer ones; a circle has a step down.
    if (*next <= record && stack.contains({*next})) {
      before = record;
      record = *next;
      return note("lies below the one that leads to it");
    }
    before = record;
    record = *next;
  }
}

}  // namespace

void exception_registrations(Findings& findings) {
  for (const ThreadBlock& block : findings.thread_blocks())
    if (block.teb.StackBase.value() > block.teb.StackLimit.value() && block.teb.ExceptionList.value() != 0)
      check_chain(findings, block);
}

}  // namespace dumplab::consistency
