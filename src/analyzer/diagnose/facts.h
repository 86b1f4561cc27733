// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "consistency/consistency.h"
#include "diagnose/fault.h"
#include "diagnose/thread_state.h"
#include "dumplab/damage.h"
#include "regions/region_map.h"
#include "structures/critical_sections.h"
#include "structures/heap_blocks.h"
#include "structures/process_structures.h"
#include "unwind/stack_walk.h"

namespace dumplab::diagnose {

/// What was read of a dump before. Borrowed: it must outlive the facts.
struct Parts {
  const Snapshot& snapshot;
  std::span<const DumpProblem> problems;
  const structures::ModuleImages& modules;
  const structures::ProcessStructures& process;
  const std::vector<regions::OwnedRegion>& regions;
  /// The stack of a thread of the snapshot, from the exception on for the thread that had it.
  std::function<const unwind::CallStack&(const Thread&)> stack_of;
};

/// A thread that waits for a critical section, and who has it.
struct WaitEdge {
  std::uint32_t waiter = 0, owner = 0;  ///< thread ids
  std::uint64_t lock = 0;
  std::size_t frame = 0;  ///< of the waiter
};

/// Everything that a pattern may look at, each gathered at first use. Not thread safe.
class Facts {
 public:
  explicit Facts(Parts parts);

  const Snapshot& snapshot() const { return parts_.snapshot; }
  std::span<const DumpProblem> problems() const { return parts_.problems; }
  const structures::ModuleImages& modules() const { return parts_.modules; }
  const structures::ProcessStructures& process() const { return parts_.process; }
  const MemorySource& memory() const { return parts_.modules.memory(); }
  /// Null beyond the address space.
  const regions::OwnedRegion* find_region(std::uint64_t address) const;
  bool has_all_memory() const;

  const std::optional<Fault>& fault() const { return fault_; }
  /// The stack from the exception on; null without a fault, or without its thread.
  const unwind::CallStack* fault_stack() const;
  /// A debugger or a tool stopped the process to write the dump: the breakpoint is none of the program's.
  bool is_break_in() const;

  const std::vector<ThreadState>& threads() const;
  const ThreadState* find_thread(std::uint32_t id) const;
  const structures::CriticalSectionList& critical_sections() const;
  /// Waits for sections whose owner was verified, by waiter in the dump's order. A thread that reports a
  /// possible deadlock (C0000194) waits as well.
  const std::vector<WaitEdge>& waits() const;
  const WaitEdge* find_wait(std::uint32_t waiter) const;

  /// Heaps whose layout is known.
  const std::vector<structures::HeapWalk>& heaps() const;
  const std::vector<consistency::Finding>& contradictions() const;

  /// A zero-terminated narrow or UTF-16 text; empty where there is none of printable characters.
  std::string read_text(std::uint64_t address, bool is_wide) const;

 private:
  Parts parts_;
  std::optional<Fault> fault_;
  mutable std::optional<std::vector<ThreadState>> threads_;
  mutable std::optional<structures::CriticalSectionList> sections_;
  mutable std::optional<std::vector<WaitEdge>> waits_;
  mutable std::optional<std::vector<structures::HeapWalk>> heaps_;
  mutable std::optional<std::vector<consistency::Finding>> contradictions_;
};

}  // namespace dumplab::diagnose
