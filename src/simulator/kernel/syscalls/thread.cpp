// SPDX-License-Identifier: MIT
#include <algorithm>

#include "kernel/syscalls/object_attributes.h"
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

/// The base priority of a process of the normal class.
constexpr std::int32_t kNormalPriority = 8;
/// As an increment it means the highest or lowest priority below real time.
constexpr std::int32_t kSaturation = 16;

bool is_increment(std::int32_t value) {
  return (value >= -2 && value <= 2) || value == kSaturation || value == -kSaturation;
}

std::uint32_t with_increment(std::int32_t increment) {
  return static_cast<std::uint32_t>(std::clamp(kNormalPriority + increment, 1, 15));
}

std::int32_t priority_increment(const Thread& thread) {
  const std::int32_t increment = static_cast<std::int32_t>(thread.base_priority) - kNormalPriority;
  if (increment == 15 - kNormalPriority) return kSaturation;
  return increment == 1 - kNormalPriority ? -kSaturation : increment;
}

std::uint32_t all_processors(Kernel& kernel) {
  return static_cast<std::uint32_t>((std::uint64_t{1} << kernel.machine().cpus.size()) - 1);
}

}  // namespace

Completion NtCreateThread(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes, process, client_id_at, context_at, teb_at, suspended] =
      call.arguments<8>();
  static_cast<void>(attributes), static_cast<void>(process);
  AddressSpace& space = call.process.space;
  const auto context = read_context(space, context_at);
  const auto initial = space.read_value<InitialTeb>(teb_at);
  if (!context || !initial) return nt::Status::kAccessViolation;
  cpu::State state = first_state();
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
  return return_handle(kernel, call, handle_at, *thread, access);
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

Completion NtOpenThread(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes_at, client_id_at] = call.arguments<4>();
  ObjectAttributes attributes;
  const nt::Status status = read_object_attributes(call, attributes_at, attributes);
  if (!nt::succeeded(status)) return status;
  const auto client_id = call.process.space.read_value<std::array<std::uint32_t, 2>>(client_id_at);
  if (!client_id) return nt::Status::kAccessViolation;
  for (const auto& process : kernel.processes())
    for (const auto& thread : process->threads) {
      const bool named =
          thread->id == (*client_id)[1] && ((*client_id)[0] == 0 || process->id == (*client_id)[0]);
      if (named && thread->state != ThreadState::kTerminated)
        return return_handle(kernel, call, handle_at, thread, access, attributes.handle_flags());
    }
  return nt::Status::kInvalidCid;
}

Completion NtTerminateThread(Kernel& kernel, SystemCall& call) {
  const auto [handle, exit_status] = call.arguments<2>();
  nt::Status status = nt::Status::kSuccess;
  std::shared_ptr<Thread> found;
  if (handle) {
    found = find_object<Thread>(call, handle, status);
    if (!found) return status;
  }
  Thread& thread = found ? *found : call.thread;
  const auto& threads = thread.process.threads;
  const bool is_last = std::all_of(threads.begin(), threads.end(), [&](const auto& other) {
    return other.get() == &thread || other->state == ThreadState::kTerminated;
  });
  if (is_last && &thread == &call.thread)
    kernel.exit_process(thread, static_cast<nt::Status>(exit_status));
  else
    kernel.terminate_thread(thread, static_cast<nt::Status>(exit_status));
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
                                      thread->affinity & all_processors(kernel),
                                      thread->priority,
                                      static_cast<std::uint32_t>(priority_increment(*thread))};
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

Completion NtSetInformationThread(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kPriority = 2, kBasePriority = 3, kAffinityMask = 4, kWin32StartAddress = 9;
  const auto [handle, information_class, buffer, size] = call.arguments<4>();
  nt::Status status;
  const auto thread = find_object<Thread>(call, handle, status);
  if (!thread) return status;
  if (size != 4) return nt::Status::kInfoLengthMismatch;
  const auto value = call.process.space.read_value<std::uint32_t>(buffer);
  if (!value) return nt::Status::kAccessViolation;
  switch (information_class) {
    case kPriority:
      if (*value < 1 || *value >= kPriorities) return nt::Status::kInvalidParameter;
      kernel.scheduler().set_priority(*thread, *value);
      return nt::Status::kSuccess;
    case kBasePriority:
      if (!is_increment(static_cast<std::int32_t>(*value))) return nt::Status::kInvalidParameter;
      thread->base_priority = with_increment(static_cast<std::int32_t>(*value));
      kernel.scheduler().set_priority(*thread, thread->base_priority);
      return nt::Status::kSuccess;
    case kAffinityMask:
      if ((*value & all_processors(kernel)) == 0 || (*value & ~all_processors(kernel)) != 0)
        return nt::Status::kInvalidParameter;
      kernel.set_affinity(*thread, *value);
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
  return kernel.scheduler().yield(call.thread, false, kernel.now()) ? nt::Status::kSuccess
                                                                    : nt::Status::kNoYieldPerformed;
}

Completion NtContinue(Kernel& kernel, SystemCall& call) {
  const auto [context_at, test_alert] = call.arguments<2>();
  const auto context = read_context(call.process.space, context_at);
  if (!context) return nt::Status::kAccessViolation;
  kernel.continue_from(call.thread, *context);
  if (test_alert & 0xff) kernel.deliver_apc(call.thread);
  return Completion(Completion::Kind::kContextReplaced);
}

}  // namespace dumplab::kernel
