// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/context.h"
#include "unwind/cfi_rules.h"
#include "unwind/code_flow.h"
#include "unwind/function_starts.h"
#include "unwind/stack_walk.h"

namespace dumplab::unwind {

/// What the walks of one dump's IA-32 threads learn of its code and share. Borrows the images.
struct X86Code {
  explicit X86Code(const structures::ModuleImages& images)
      : modules(images), flow(images.memory()), call_frames(images), starts(images) {}

  const structures::ModuleImages& modules;
  CodeFlow flow;
  CallFrameTables call_frames;
  FunctionStarts starts;
};

/// The stack that begins with `context`, at most `limit` frames.
CallStack walk_x86(X86Code& code, const StackView& stack, const ContextX86& context, std::size_t limit);

}  // namespace dumplab::unwind
