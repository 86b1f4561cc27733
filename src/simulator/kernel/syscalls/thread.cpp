// SPDX-License-Identifier: MIT
#include "kernel/system_calls.h"
#include "nt/context_codec.h"
#include "nt/layout.h"

namespace dumplab::kernel {
namespace {

/// INITIAL_TEB.
struct InitialTeb {
  le32 PreviousStackBase, PreviousStackLimit, StackBase, StackLimit, AllocatedStackBase;
};

std::optional<ContextX86> read_context(AddressSpace& space, std::uint32_t linear) {
  std::array<std::byte, nt::kContextX86Size> bytes;
  if (!space.read(linear, bytes.data(), bytes.size())) return std::nullopt;
  return *nt::read_context_x86(ByteView(bytes));
}

}  // namespace

Completion NtCreateThread(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes, process, client_id_at, context_at, teb_at, suspended] =
      call.arguments<8>();
  static_cast<void>(access), static_cast<void>(attributes), static_cast<void>(process);
  AddressSpace& space = call.process.space;
  const auto context = read_context(space, context_at);
  const auto initial = space.read_value<InitialTeb>(teb_at);
  if (!context || !initial) return nt::Status::kAccessViolation;
  cpu::State state;
  apply_context(*context, state);
  const StackBounds stack{initial->StackBase.value(), initial->StackLimit.value(),
                          initial->AllocatedStackBase.value()};
  auto thread = kernel.create_thread(call.process, state, stack, context->Eax);
  if (!thread) return nt::Status::kNoMemory;
  const std::uint32_t client_id[2] = {call.process.id, (*thread)->id};
  if (client_id_at && !space.write(client_id_at, client_id, sizeof client_id))
    return nt::Status::kAccessViolation;
  if (suspended & 0xff) (*thread)->suspend_count = 1;
  kernel.make_ready(**thread);
  return return_handle(kernel, call, handle_at, *thread);
}

Completion NtResumeThread(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  const std::uint32_t previous = kernel.resume(*thread);
  if (previous_at && !call.process.space.write_value(previous_at, previous))
    return nt::Status::kAccessViolation;
  return nt::Status::kSuccess;
}

Completion NtSuspendThread(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kMaximumSuspendCount = 127;
  const auto [handle, previous_at] = call.arguments<2>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  if (thread->suspend_count == kMaximumSuspendCount) return nt::Status::kSuspendCountExceeded;
  if (previous_at && !call.process.space.write_value(previous_at, thread->suspend_count))
    return nt::Status::kAccessViolation;
  kernel.suspend(*thread);
  return nt::Status::kSuccess;
}

Completion NtTerminateThread(Kernel& kernel, SystemCall& call) {
  const auto [handle, exit_status] = call.arguments<2>();
  nt::Status status = nt::Status::kSuccess;
  std::shared_ptr<Thread> thread;
  if (handle) {
    thread = find_object<Thread>(call, handle, status);
    if (!thread) return status;
  }
  kernel.terminate_thread(thread ? *thread : call.thread, static_cast<nt::Status>(exit_status));
  return nt::Status::kSuccess;
}

Completion NtQueryInformationThread(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kBasic = 0, kTimes = 1, kWin32StartAddress = 9;
  const auto [handle, information_class, buffer, size, length_at] = call.arguments<5>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  switch (information_class) {
    case kBasic: {
      const std::uint32_t words[7] = {nt::code(thread->exit_status),
                                      thread->teb,
                                      thread->process.id,
                                      thread->id,
                                      (1u << kernel.machine().cpus.size()) - 1,
                                      thread->priority,
                                      0};
      return return_information(call, buffer, size, length_at, words, sizeof words);
    }
    case kTimes: {
      const std::uint64_t times[4] = {thread->create_time, thread->exit_time, thread->kernel_time,
                                      thread->user_time};
      return return_information(call, buffer, size, length_at, times, sizeof times);
    }
    case kWin32StartAddress:
      return return_information(call, buffer, size, length_at, &thread->start_address,
                                sizeof thread->start_address);
    default:
      return nt::Status::kInvalidInfoClass;
  }
}

Completion NtSetInformationThread(Kernel&, SystemCall& call) {
  constexpr std::uint32_t kPriority = 2, kBasePriority = 3, kWin32StartAddress = 9;
  const auto [handle, information_class, buffer, size] = call.arguments<4>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  if (size != 4) return nt::Status::kInfoLengthMismatch;
  const auto value = call.process.space.read_value<std::uint32_t>(buffer);
  if (!value) return nt::Status::kAccessViolation;
  switch (information_class) {
    case kPriority:
      if (*value < 1 || *value > 31) return nt::Status::kInvalidParameter;
      thread->priority = *value;
      return nt::Status::kSuccess;
    case kBasePriority:
      thread->priority = static_cast<std::uint32_t>(std::clamp(8 + static_cast<std::int32_t>(*value), 1, 15));
      return nt::Status::kSuccess;
    case kWin32StartAddress:
      thread->start_address = *value;
      return nt::Status::kSuccess;
    default:
      return nt::Status::kInvalidInfoClass;
  }
}

Completion NtGetContextThread(Kernel&, SystemCall& call) {
  const auto [handle, context_at] = call.arguments<2>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  const auto bytes = nt::bytes_of_context(context_of(thread->context));
  return call.process.space.write(context_at, bytes.data(), bytes.size()) ? nt::Status::kSuccess
                                                                          : nt::Status::kAccessViolation;
}

Completion NtSetContextThread(Kernel&, SystemCall& call) {
  const auto [handle, context_at] = call.arguments<2>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  const auto context = read_context(call.process.space, context_at);
  if (!context) return nt::Status::kAccessViolation;
  apply_context(*context, thread->context);
  if (thread.get() == &call.thread) return Completion(Completion::Kind::kContextReplaced);
  return nt::Status::kSuccess;
}

Completion NtYieldExecution(Kernel& kernel, SystemCall& call) {
  return kernel.yield(call.thread) ? nt::Status::kSuccess : nt::Status::kNoYieldPerformed;
}

Completion NtTestAlert(Kernel&, SystemCall&) { return nt::Status::kSuccess; }

Completion NtContinue(Kernel& kernel, SystemCall& call) {
  const auto [context_at, test_alert] = call.arguments<2>();
  static_cast<void>(test_alert);
  const auto context = read_context(call.process.space, context_at);
  if (!context) return nt::Status::kAccessViolation;
  kernel.continue_from(call.thread, *context);
  return Completion(Completion::Kind::kContextReplaced);
}

}  // namespace dumplab::kernel
