// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dumplab/context.h"

/// What the machine knows of one process at the instant of a capture. Everything comes from the simulator's
/// own records (shadow call stacks, VADs, linker maps), nothing from a look into the dump.
namespace dumplab::truth {

struct Frame {
  std::uint64_t eip = 0;  ///< of the innermost frame; return addresses above it
  std::uint64_t ebp = 0;  ///< EBP while that frame was executing
  std::string module, function;
  friend bool operator==(const Frame&, const Frame&) = default;
};

struct Thread {
  std::uint32_t thread_id = 0;
  bool has_exception = false;       ///< `frames` begin at the exception
  ContextX86 context;               ///< the registers that `frames` begin with
  std::vector<Frame> frames;        ///< innermost first
  std::vector<Frame> own_frames;    ///< of the thread's own later context; empty without an exception
  std::string state, wait_reason;   ///< "Waiting", "UserRequest"
  std::uint64_t start_address = 0;  ///< the thread routine
  std::string name;                 ///< what the program calls it
  std::uint32_t base_priority = 0, priority = 0, suspend_count = 0, context_switches = 0;
  std::uint64_t user_time = 0, kernel_time = 0;  ///< 100 ns units
};

struct Handle {
  std::uint32_t handle = 0, access = 0;
  std::string type, name;  ///< of its object; no name: empty
};

struct Module {
  std::string name, path;
  std::uint64_t base = 0, size = 0;
};

struct Region {
  std::uint64_t base = 0, size = 0;
  std::uint32_t state = 0, type = 0, protect = 0;  ///< MEM_*, PAGE_*; all 0 for owner "kernel"
  std::string owner;
  friend bool operator==(const Region&, const Region&) = default;
};

struct Exception {
  std::uint32_t code = 0;
  std::uint64_t address = 0;
  std::uint32_t thread_id = 0;
};

struct Truth {
  std::string version, guest_set;  ///< of dumplab and of the guest programs (SHA-256)
  std::string scenario, variant, program;
  std::uint64_t seed = 0;
  std::string captured;  ///< "fault", "hang", ...
  std::uint32_t process_id = 0;
  std::vector<Module> modules;
  std::vector<Module> unloaded_modules;  ///< the first one to go first
  std::vector<Handle> handles;
  std::vector<Thread> threads;
  std::vector<Region> regions;
  std::optional<Exception> exception;
};

}  // namespace dumplab::truth
