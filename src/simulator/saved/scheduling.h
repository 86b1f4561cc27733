// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/kernel.h"
#include "saved/references.h"

namespace dumplab::saved {

template <>
struct Fields<machine::DiskTiming> {
  template <class Archive>
  static void visit(Archive& archive, machine::DiskTiming& timing) {
    archive(timing.next_);
  }
};

template <>
struct Fields<kernel::Scheduler::Options> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Scheduler::Options& o) {
    archive(o.quantum, o.boost);
    archive.check(o.quantum > 0, "a quantum of no instructions");
  }
};

/// Processors and options are known when it is made. Threads are filled before.
template <>
struct Fields<kernel::Scheduler> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Scheduler& s) {
    archive(s.ready_, s.running_, s.next_balance_, s.needs_dispatch_);
    for (auto& left : s.left_) archive(left.thread, left.why);
    if constexpr (Archive::kLoads) check(archive, s);
  }

 private:
  template <class Archive>
  static void check(Archive& archive, const kernel::Scheduler& s) {
    archive.check(s.running_.size() == s.left_.size(), "threads for other processors");
    std::set<const kernel::Thread*> seen;
    for (std::uint32_t priority = 0; priority < kernel::kPriorities; ++priority)
      for (const kernel::Thread* thread : s.ready_[priority])
        archive.check(thread && thread->priority == priority &&
                          thread->state == kernel::ThreadState::kReady && seen.insert(thread).second,
                      "a thread that cannot be ready");
    for (const kernel::Thread* thread : s.running_)
      archive.check(!thread || (thread->state == kernel::ThreadState::kRunning && seen.insert(thread).second),
                    "a thread that cannot run");
  }
};

/// Its entries are those of the threads and timers of the graph.
template <>
struct Fields<kernel::DueTable> {
  template <class Archive>
  static void visit(Archive& archive, kernel::DueTable& table) {
    archive(table.next_number_);
    if constexpr (Archive::kLoads) {
      for (const auto& object : archive.graph.objects()) {
        const auto* thread = dynamic_cast<const kernel::Thread*>(object.get());
        if (thread && thread->in_wait && thread->wait.due)
          add(archive, table, *thread->wait.due, thread->wait.due_number,
              const_cast<kernel::Thread*>(thread));
        const auto timer = std::dynamic_pointer_cast<kernel::Timer>(object);
        if (timer && timer->armed) add(archive, table, timer->due, timer->due_number, timer);
      }
    }
  }

 private:
  template <class Archive>
  static void add(Archive& archive, kernel::DueTable& table, std::uint64_t due, std::uint64_t number,
                  kernel::DueTable::Entry entry) {
    const bool is_new = table.entries_.emplace(std::pair(due, number), std::move(entry)).second;
    archive.check(is_new && number < table.next_number_, "two things with one number");
  }
};

template <>
struct Fields<kernel::ObjectNames> {
  template <class Archive>
  static void visit(Archive& archive, kernel::ObjectNames& names) {
    archive(names.directories_);
    std::map<std::string, std::shared_ptr<kernel::Object>> alive;
    for (const auto& [path, object] : names.objects_)
      if (auto locked = object.lock()) alive.emplace(path, std::move(locked));
    archive(alive);
    if constexpr (Archive::kLoads) {
      names.objects_.clear();
      names.objects_.insert(alive.begin(), alive.end());
    }
    for (const auto& [path, directory] : names.directories_)
      archive.check(directory != nullptr, "no directory");
    for (const auto& [path, object] : alive) archive.check(object != nullptr, "a name of nothing");
  }
  static const auto& directories_of(const kernel::ObjectNames& names) { return names.directories_; }
};

}  // namespace dumplab::saved
