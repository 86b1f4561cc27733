// SPDX-License-Identifier: MIT
#include "kernel/kernel.h"
#include "nt/context_codec.h"
#include "x86/registers.h"

namespace dumplab::kernel {

bool Kernel::queue_apc(Thread& thread, const UserApc& apc) {
  if (thread.state == ThreadState::kTerminated) return false;
  thread.user_apcs.push_back(apc);
  record(truth::Kind::kApc, &thread, {apc.routine, apc.context}, "queued");
  if (thread.in_wait && thread.wait.alertable) {
    finish_wait(thread, nt::Status::kUserApc);
    deliver_apc(thread);
  }
  return true;
}

bool Kernel::alert(Thread& thread) {
  const bool before = thread.alerted;
  if (thread.in_wait && thread.wait.alertable)
    finish_wait(thread, nt::Status::kAlerted);
  else
    thread.alerted = true;
  return before;
}

bool Kernel::deliver_apc(Thread& thread) {
  if (thread.user_apcs.empty()) return false;
  const UserApc apc = thread.user_apcs.front();
  thread.user_apcs.pop_front();
  record(truth::Kind::kApc, &thread, {apc.routine, apc.context}, "delivered");

  // ESP ->  | routine | context | argument 1 | argument 2 | CONTEXT | old ESP & ~3
  AddressSpace& space = thread.process.space;
  const std::uint32_t old_esp = thread.context.gpr[x86::kEsp];
  const std::vector<std::byte> bytes = nt::bytes_of_context(context_of(thread.context));
  const std::uint32_t context_at = (old_esp & ~3u) - static_cast<std::uint32_t>(bytes.size());
  const std::uint32_t words[4] = {apc.routine, apc.context, apc.argument1, apc.argument2};
  const std::uint32_t new_esp = context_at - static_cast<std::uint32_t>(sizeof words);
  const bool written = make_stack_writable(thread, new_esp, (old_esp & ~3u) - 1) &&
                       space.write(context_at, bytes.data(), bytes.size()) &&
                       space.write(new_esp, words, sizeof words);
  if (!written) {
    give_up(thread, nt::Status::kAccessViolation);
    return true;
  }
  // Before its first instruction a thread has no frame that was interrupted.
  if (old_esp != thread.stack.base - 4)
    thread.calls.push(
        {context_at, thread.context.eip, thread.process.apc_dispatcher, thread.context.gpr[x86::kEbp]});
  thread.context.gpr[x86::kEsp] = new_esp;
  thread.context.eip = thread.process.apc_dispatcher;
  return true;
}

}  // namespace dumplab::kernel
