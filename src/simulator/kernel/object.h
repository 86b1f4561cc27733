// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "machine/disk.h"

namespace dumplab::kernel {

struct Thread;

/// Something that handles refer to. Those that can be waited for are NT's dispatcher objects.
struct Object {
  explicit Object(std::string_view type_name) : type(type_name) {}
  virtual ~Object() = default;

  /// Whether a wait of `thread` would be satisfied now.
  virtual bool is_signalled(const Thread&) const { return true; }
  /// What a satisfied wait does to the object. True: the wait was for an abandoned mutant.
  virtual bool consume(Thread&) { return false; }

  std::string_view type;        ///< NT's type name, "Event"
  std::string name;             ///< with its directory, "\\BaseNamedObjects\\Ready"; empty: none
  std::deque<Thread*> waiters;  ///< first come, first served
};

struct Directory final : Object {
  Directory() : Object("Directory") {}
};

struct Event final : Object {
  Event(bool auto_reset_, bool signalled_)
      : Object("Event"), auto_reset(auto_reset_), signalled(signalled_) {}
  bool is_signalled(const Thread&) const override { return signalled; }
  bool consume(Thread&) override {
    if (auto_reset) signalled = false;
    return false;
  }
  bool auto_reset;  ///< a synchronization event releases one waiter, a notification event all
  bool signalled;
};

struct Semaphore final : Object {
  Semaphore(std::int32_t count_, std::int32_t limit_) : Object("Semaphore"), count(count_), limit(limit_) {}
  bool is_signalled(const Thread&) const override { return count > 0; }
  bool consume(Thread&) override {
    --count;
    return false;
  }
  std::int32_t count, limit;
};

struct Mutant final : Object {
  Mutant() : Object("Mutant") {}
  bool is_signalled(const Thread& thread) const override { return owner == nullptr || owner == &thread; }
  bool consume(Thread& thread) override {
    owner = &thread;
    ++recursion;
    return std::exchange(abandoned, false);
  }
  Thread* owner = nullptr;
  std::uint32_t recursion = 0;
  bool abandoned = false;
};

/// A procedure call that waits for its thread to be ready for it (KAPC of user mode).
struct UserApc {
  std::uint32_t routine = 0, context = 0, argument1 = 0, argument2 = 0;
};

struct Timer final : Object {
  explicit Timer(bool auto_reset_) : Object("Timer"), auto_reset(auto_reset_) {}
  bool is_signalled(const Thread&) const override { return signalled; }
  bool consume(Thread&) override {
    if (auto_reset) signalled = false;
    return false;
  }
  bool auto_reset;
  bool signalled = false;
  bool armed = false;
  std::uint64_t due = 0;         ///< 100 ns units since the machine started
  std::uint64_t due_number = 0;  ///< of timers for the same time the lowest goes first
  std::uint64_t period = 0;      ///< 100 ns units; 0: expires once
  Thread* apc_thread = nullptr;  ///< who set it with a routine
  UserApc apc;
};

struct File final : Object {
  explicit File(machine::DiskFile* file_) : Object("File"), file(file_) {}
  machine::DiskFile* file;  ///< nullptr: the console
  std::uint64_t position = 0;
  std::string folder;   ///< of an open directory, with its backslash; empty: not one
  std::string pattern;  ///< of its search, upper case
  std::string last;     ///< upper-case name that the search gave last; empty: none yet
};

/// As the object manager would print it: files by their device. Empty: none.
std::string name_of(const Object& object);

}  // namespace dumplab::kernel
