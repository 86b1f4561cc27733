// SPDX-License-Identifier: MIT
#pragma once

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
    archive(wait.objects, wait.all, wait.alertable, wait.due, wait.reason);
    for (const auto& object : wait.objects) archive.check(object != nullptr, "a wait for nothing");
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
    archive(t.context, t.calls, t.state, t.wait, t.suspend_count, t.priority, t.teb, t.stack, t.start_address,
            t.exit_status, t.create_time, t.exit_time, t.user_time, t.kernel_time, t.quantum_left,
            t.user_instructions, t.exceptions, t.mutants);
    for (const auto& mutant : t.mutants) archive.check(mutant != nullptr, "no mutant");
  }
};

}  // namespace dumplab::saved
