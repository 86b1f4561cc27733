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
  std::string name;             ///< empty: none
  std::deque<Thread*> waiters;  ///< first come, first served
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

struct File final : Object {
  explicit File(machine::DiskFile* file_) : Object("File"), file(file_) {}
  machine::DiskFile* file;  ///< nullptr: the console
  std::uint64_t position = 0;
};

}  // namespace dumplab::kernel
