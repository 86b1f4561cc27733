// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dumplab/snapshot.h"
#include "structures/module_images.h"
#include "structures/process_structures.h"

namespace dumplab::unwind {

/// How a frame was found.
enum class Trust {
  kContext,  ///< the registers of the dump
  kLeaf,     ///< the code at EIP has no frame now (system-call stub, prologue, epilogue): caller at [ESP]
  kFramePointer,  ///< [EBP], [EBP+4]
  kException,     ///< the CONTEXT that was handed to ntdll!KiUserExceptionDispatcher
  kFilterCall,    ///< an exception filter runs on its function's EBP: its caller is on the stack
};

/// "context", "leaf", ... as in JSON.
const char* describe(Trust trust);

/// Registers as they were while this frame was executing its call. 64-bit names of the same on AMD64.
struct StackFrame {
  std::uint64_t eip = 0, esp = 0, ebp = 0;
  Trust trust = Trust::kContext;
  structures::Place place;
};

struct CallStack {
  std::vector<StackFrame> frames;  ///< innermost first
  std::string stop;                ///< why the walk ended
};

/// Walks the stacks of one snapshot. Borrows everything.
class StackWalk {
 public:
  StackWalk(const Snapshot& snapshot, const structures::ModuleImages& modules,
            const structures::ProcessStructures& process)
      : snapshot_(snapshot), modules_(modules), process_(process) {}

  /// The stack that begins with `context`, at most `limit` frames (a stack of 1 MiB has room for 131,072). A
  /// context without registers gives none.
  CallStack walk(const Thread& thread, const Context& context, std::size_t limit) const;

 private:
  /// Bounds of the thread's stack: from its TEB, else what the dump kept of it.
  AddressRange stack_bounds(const Thread& thread) const;

  const Snapshot& snapshot_;
  const structures::ModuleImages& modules_;
  const structures::ProcessStructures& process_;
};

}  // namespace dumplab::unwind
