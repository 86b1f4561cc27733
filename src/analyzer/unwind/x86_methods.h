// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "unwind/caller.h"
#include "unwind/caller_check.h"
#include "unwind/cfi_rules.h"
#include "unwind/code_flow.h"
#include "unwind/function_starts.h"
#include "unwind/stack_view.h"
#include "unwind/stack_walk.h"

/// The ways to find a caller of IA-32 code, and the order in which they are asked.
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

/// What a method may look at.
struct Scene {
  X86Code& code;
  const StackView& stack;
};

struct Method {
  Trust trust;
  std::vector<Caller> (*find)(const Scene& scene, const Callee& callee);
  Fit enough;  ///< what ends the search; a plausible caller of less is kept for when nothing better is found
};

/// In the order in which they are asked.
std::span<const Method> x86_methods();

}  // namespace dumplab::unwind
