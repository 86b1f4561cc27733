// SPDX-License-Identifier: MIT
#include "kernel/system_calls.h"

namespace dumplab::kernel {

Completion NtQueueApcThread(Kernel& kernel, SystemCall& call) {
  const auto [handle, routine, context, argument1, argument2] = call.arguments<5>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  return kernel.queue_apc(*thread, {routine, context, argument1, argument2}) ? nt::Status::kSuccess
                                                                             : nt::Status::kUnsuccessful;
}

Completion NtAlertThread(Kernel& kernel, SystemCall& call) {
  const auto [handle] = call.arguments<1>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  kernel.alert(*thread);
  return nt::Status::kSuccess;
}

Completion NtAlertResumeThread(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  if (previous_at && !call.process.space.write_value(previous_at, thread->suspend_count))
    return nt::Status::kAccessViolation;
  kernel.alert(*thread);
  kernel.resume(*thread);
  return nt::Status::kSuccess;
}

Completion NtTestAlert(Kernel& kernel, SystemCall& call) {
  Thread& thread = call.thread;
  const nt::Status status =
      std::exchange(thread.alerted, false) ? nt::Status::kAlerted : nt::Status::kSuccess;
  thread.context.gpr[0] = nt::code(status);
  if (kernel.deliver_apc(thread)) return Completion(Completion::Kind::kContextReplaced);
  return status;
}

}  // namespace dumplab::kernel
