// SPDX-License-Identifier: MIT
#include <algorithm>

#include "kernel/object_type.h"
#include "kernel/syscalls/signals.h"

namespace dumplab::kernel {
namespace {

constexpr std::uint32_t kMaximumWaitObjects = 64;

/// An object that can be waited for, with the right to. kObjectTypeMismatch, kAccessDenied, kInvalidHandle.
std::shared_ptr<Object> find_waitable(const SystemCall& call, std::uint32_t handle, nt::Status& status) {
  auto object = find_object<Object>(call, handle, status, kSynchronize);
  if (!object || find_object_type(object->type)->waitable) return object;
  status = nt::Status::kObjectTypeMismatch;
  return nullptr;
}

nt::Status signal(Kernel& kernel, SystemCall& call, std::uint32_t handle) {
  nt::Status status;
  const auto object = find_object<Object>(call, handle, status);
  if (!object) return status;
  if (const auto mutant = std::dynamic_pointer_cast<Mutant>(object))
    return release_mutant(kernel, call.thread, mutant);
  if (!(access_of(call, handle) & kModifyState)) return nt::Status::kAccessDenied;
  if (const auto semaphore = std::dynamic_pointer_cast<Semaphore>(object))
    return release_semaphore(kernel, *semaphore, 1);
  const auto event = std::dynamic_pointer_cast<Event>(object);
  if (!event) return nt::Status::kObjectTypeMismatch;
  set_event(kernel, *event);
  return nt::Status::kSuccess;
}

}  // namespace

bool read_due(Kernel& kernel, SystemCall& call, std::uint32_t at, std::optional<std::uint64_t>& due) {
  if (!at) return true;
  const auto value = call.process.space.read_value<std::int64_t>(at);
  if (!value) return false;
  constexpr std::int64_t kForever = INT64_MIN;
  if (*value == kForever) return true;
  if (*value <= 0) {
    due = kernel.now() + static_cast<std::uint64_t>(-*value);
  } else {
    const std::uint64_t start = kernel.machine().clock.system_time() - kernel.now();
    due = static_cast<std::uint64_t>(*value) > start ? static_cast<std::uint64_t>(*value) - start : 0;
  }
  return true;
}

Completion NtWaitForSingleObject(Kernel& kernel, SystemCall& call) {
  const auto [handle, alertable, timeout_at] = call.arguments<3>();
  nt::Status status;
  const auto object = find_waitable(call, handle, status);
  if (!object) return status;
  WaitBlock block{{object}, false, (alertable & 0xff) != 0, {}, WaitReason::kUserRequest};
  if (!read_due(kernel, call, timeout_at, block.due)) return nt::Status::kAccessViolation;
  return kernel.wait(call.thread, std::move(block));
}

Completion NtWaitForMultipleObjects(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kWaitAll = 0;
  const auto [count, handles_at, type, alertable, timeout_at] = call.arguments<5>();
  if (count == 0 || count > kMaximumWaitObjects) return nt::Status::kInvalidParameter;
  WaitBlock block{{}, type == kWaitAll, (alertable & 0xff) != 0, {}, WaitReason::kUserRequest};
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto handle = call.process.space.read_value<std::uint32_t>(handles_at + 4 * i);
    if (!handle) return nt::Status::kAccessViolation;
    nt::Status status;
    const auto object = find_waitable(call, *handle, status);
    if (!object) return status;
    if (block.all && std::ranges::find(block.objects, object) != block.objects.end())
      return nt::Status::kInvalidParameterMix;
    block.objects.push_back(object);
  }
  if (!read_due(kernel, call, timeout_at, block.due)) return nt::Status::kAccessViolation;
  return kernel.wait(call.thread, std::move(block));
}

Completion NtSignalAndWaitForSingleObject(Kernel& kernel, SystemCall& call) {
  const auto [signalled, handle, alertable, timeout_at] = call.arguments<4>();
  nt::Status status;
  const auto object = find_waitable(call, handle, status);
  if (!object) return status;
  WaitBlock block{{object}, false, (alertable & 0xff) != 0, {}, WaitReason::kUserRequest};
  if (!read_due(kernel, call, timeout_at, block.due)) return nt::Status::kAccessViolation;
  status = signal(kernel, call, signalled);
  if (!nt::succeeded(status)) return status;
  return kernel.wait(call.thread, std::move(block));
}

Completion NtDelayExecution(Kernel& kernel, SystemCall& call) {
  const auto [alertable, interval_at] = call.arguments<2>();
  WaitBlock block{{}, false, (alertable & 0xff) != 0, {}, WaitReason::kDelayExecution};
  if (!read_due(kernel, call, interval_at, block.due)) return nt::Status::kAccessViolation;
  const bool may_be_cut_short = block.alertable && (call.thread.alerted || !call.thread.user_apcs.empty());
  if (block.due && *block.due <= kernel.now() && !may_be_cut_short)
    return kernel.scheduler().yield(call.thread, true, kernel.now()) ? nt::Status::kSuccess
                                                                     : nt::Status::kNoYieldPerformed;
  return kernel.wait(call.thread, std::move(block));
}

}  // namespace dumplab::kernel
