// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "consistency/findings.h"
#include "nt/context_codec.h"

namespace dumplab::consistency {

/// A stack is what lies from the stack pointer up. Elsewhere a program broke its ESP, or a writer mixed up
/// threads.
void stack_pointers(Findings& findings) {
  for (const Thread& thread : findings.snapshot().threads) {
    const auto* context = std::get_if<ContextX86>(&thread.context);
    const bool has_control = context && (context->ContextFlags & nt::kContextControl) == nt::kContextControl;
    if (!has_control || thread.stack.size == 0 || thread.stack.contains({context->Esp})) continue;
    findings.add(context->Esp,
                 fmt::format("ESP {:#x} of thread {:#x} is outside its stack, {:#x} bytes at {:#x}",
                             context->Esp, thread.ThreadId, thread.stack.size, thread.stack.base.value));
  }
}

}  // namespace dumplab::consistency
