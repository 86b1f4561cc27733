// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "dumplab/snapshot.h"
#include "structures/module_images.h"

namespace dumplab::structures {

/// One __try of a function: `filter` 0 marks a __finally.
struct ExceptionScope {
  std::int32_t level = -1;
  std::uint64_t filter = 0, handler = 0;
};

/// An EXCEPTION_REGISTRATION_RECORD. Linear addresses.
struct ExceptionRegistration {
  std::uint64_t address = 0, next = 0, handler = 0;
  bool has_scope_table = false;
  std::vector<ExceptionScope> scopes;  ///< those that are entered, innermost first
};

/// The chain of exception handlers that FS:[0] of a thread leads to.
struct ExceptionChain {
  enum class Stop {
    kEnd,           ///< the end mark 0xffffffff
    kNoTeb,         ///< the thread's TEB is not in the dump
    kMissing,       ///< a record's bytes are not in the dump
    kUnaligned,     ///< a record at no multiple of 4
    kOutsideStack,  ///< a record outside the thread's stack
    kNotAscending,  ///< a record at or below the one that leads to it: a circle, or written over
  };

  std::vector<ExceptionRegistration> registrations;  ///< innermost first
  Stop stop = Stop::kNoTeb;
  std::uint64_t stopped_at = 0;  ///< the address that was not followed
  bool is_valid() const { return stop == Stop::kEnd; }
};

/// Of a thread of a 32-bit process. Scope tables are those of _except_handler3 and its like: the handler's
/// name says so, or the table lies in a module and makes sense.
ExceptionChain read_exception_chain(const Snapshot& snapshot, const ModuleImages& modules,
                                    std::uint32_t thread_id);

/// "the end of the chain", "outside the stack"
std::string_view describe_stop(ExceptionChain::Stop stop);

}  // namespace dumplab::structures
