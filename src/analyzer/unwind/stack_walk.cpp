// SPDX-License-Identifier: MIT
#include "unwind/stack_walk.h"

#include "unwind/stack_bounds.h"
#include "unwind/x86_walk.h"

namespace dumplab::unwind {

const char* describe(Trust trust) {
  constexpr const char* kWords[] = {"context",  "leaf",          "cfi",       "code",        "frame_data",
                                    "prologue", "frame_pointer", "exception", "filter_call", "scan"};
  return kWords[static_cast<std::size_t>(trust)];
}

StackWalk::StackWalk(const Snapshot& snapshot, const structures::ModuleImages& modules,
                     const structures::ProcessStructures& process)
    : snapshot_(snapshot),
      modules_(modules),
      process_(process),
      x86_code_(std::make_unique<X86Code>(modules)) {}

StackWalk::~StackWalk() = default;

CallStack StackWalk::walk(const Thread& thread, const Context& context, std::size_t limit) const {
  if (const auto* amd64 = std::get_if<ContextAmd64>(&context)) {
    CallStack stack;
    stack.frames.push_back(
        {amd64->Rip, amd64->Rsp, amd64->Rbp, Trust::kContext, modules_.describe(amd64->Rip, false), {}, {}});
    stack.stop = "callers of AMD64 code are not walked yet";
    return stack;
  }
  const auto* x86_context = std::get_if<ContextX86>(&context);
  if (!x86_context || !snapshot_.memory) return {{}, "no registers of a known processor", {}};
  const StackView stack = find_stack(snapshot_, modules_.memory(), process_, thread, x86_context->Esp);
  return walk_x86(*x86_code_, stack, *x86_context, limit);
}

}  // namespace dumplab::unwind
