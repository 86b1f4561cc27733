// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/snapshot.h"
#include "structures/critical_sections.h"
#include "unwind/stack_walk.h"

namespace dumplab::diagnose {

/// A thread that waits for a critical section.
struct LockWait {
  std::size_t frame = 0;  ///< that has the section as its argument
  structures::CriticalSectionState section;
  /// The section is locked by another thread. Else the argument only looked like it.
  bool is_verified = false;
  bool is_missing = false;  ///< the section's bytes are not in the dump: only its address is known
};

/// What a thread does, as its stack says.
struct ThreadState {
  enum class Kind {
    kUnknown,   ///< in a system module whose names or code are not known
    kRunning,   ///< its innermost frame is no system call
    kFaulting,  ///< the exception's
    kLock,      ///< waits for a critical section
    kObject,    ///< waits for other objects
    kSleep,
    kIo,
    kMessage,  ///< waits for a window message
    kCall,     ///< in another system call
  };

  const Thread* thread = nullptr;
  const unwind::CallStack* stack = nullptr;
  Kind kind = Kind::kUnknown;
  std::string service;  ///< "NtWaitForSingleObject"; empty: none, or not known
  std::optional<LockWait> lock;
  std::vector<std::uint64_t> handles;  ///< of kObject, as far as known
  std::optional<bool> has_timeout;     ///< of kObject and kSleep; empty: not known

  /// Nothing but another thread's or process's doing lets it go on.
  bool waits_endlessly() const {
    return kind == Kind::kLock || (kind == Kind::kObject && (lock || has_timeout == false)) ||
           (kind == Kind::kSleep && has_timeout == false);
  }
  bool is_waiting() const {
    return kind == Kind::kLock || kind == Kind::kObject || kind == Kind::kSleep || kind == Kind::kIo ||
           kind == Kind::kMessage;
  }
};

/// "waits for a critical section", "runs", ...
std::string_view describe(ThreadState::Kind kind);

/// The argument number `index` of the function of frame `frame`, by the convention that callers push
/// arguments: empty on AMD64 and where the return address's place is not known.
std::optional<std::uint32_t> read_argument(const MemorySource& memory, const unwind::CallStack& stack,
                                           std::size_t frame, unsigned index);

/// `is_at_exception`: the stack begins at the exception of the dump.
ThreadState read_thread_state(const Snapshot& snapshot, const structures::ModuleImages& modules,
                              const Thread& thread, const unwind::CallStack& stack, bool is_at_exception);

}  // namespace dumplab::diagnose
