// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/scheduler.h"
#include "saved/hardware.h"
#include "saved/objects.h"

namespace dumplab::saved {

template <>
struct Fields<kernel::ThreadState> {
  static constexpr auto kLast = static_cast<std::uint32_t>(kernel::ThreadState::kWaiting);
};
template <>
struct Fields<kernel::WaitReason> {
  static constexpr auto kLast = static_cast<std::uint32_t>(kernel::WaitReason::kUserRequest);
};
template <>
struct Fields<nt::Status> {
  static constexpr std::uint32_t kLast = 0xffffffff;
};

template <>
struct Fields<kernel::WaitBlock> {
  template <class Archive>
  static void visit(Archive& archive, kernel::WaitBlock& wait) {
    archive(wait.objects, wait.all, wait.alertable, wait.due, wait.reason, wait.due_number);
    for (const auto& object : wait.objects) archive.check(object != nullptr, "a wait for nothing");
  }
};

template <>
struct Fields<kernel::Transfer> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Transfer& t) {
    archive(t.file, t.is_write, t.offset, t.buffer, t.length, t.io_status, t.moves_position);
    archive.check(t.file != nullptr, "a transfer of nothing");
  }
};

template <>
struct Fields<kernel::DeliveredException> {
  template <class Archive>
  static void visit(Archive& archive, kernel::DeliveredException& e) {
    archive(e.code, e.flags, e.record, e.address, e.parameters, e.state, e.calls, e.dispatcher_slot);
  }
};

template <>
struct Fields<kernel::StackBounds> {
  template <class Archive>
  static void visit(Archive& archive, kernel::StackBounds& stack) {
    archive(stack.base, stack.limit, stack.reserve);
  }
};

/// Its process and id are known when it is made.
template <>
struct Fields<kernel::Thread> {
  template <class Archive>
  static void visit(Archive& archive, kernel::Thread& t) {
    archive(t.context, t.calls, t.state, t.wait, t.in_wait, t.transfer, t.user_apcs, t.alerted,
            t.suspend_count, t.base_priority, t.priority, t.affinity, t.ready_since, t.name, t.teb, t.stack,
            t.start_address, t.exit_status, t.create_time, t.exit_time, t.user_time, t.kernel_time,
            t.quantum_left, t.user_instructions, t.context_switches, t.exceptions, t.mutants);
    archive.check(t.priority < kernel::kPriorities && t.base_priority < kernel::kPriorities, "no priority");
    const bool transfers = t.in_wait && t.wait.reason == kernel::WaitReason::kExecutive;
    archive.check(transfers == t.transfer.has_value(), "a transfer that nobody waits for");
    for (const auto& mutant : t.mutants) archive.check(mutant != nullptr, "no mutant");
  }
};

}  // namespace dumplab::saved
