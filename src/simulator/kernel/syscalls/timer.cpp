// SPDX-License-Identifier: MIT
#include "kernel/syscalls/object_attributes.h"

namespace dumplab::kernel {

Completion NtCreateTimer(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kSynchronizationTimer = 1;
  const auto [handle_at, access, attributes, type] = call.arguments<4>();
  if (type > kSynchronizationTimer) return nt::Status::kInvalidParameter;
  return create_object<Timer>(kernel, call, handle_at, access, attributes, [type = type] {
    return std::make_shared<Timer>(type == kSynchronizationTimer);
  });
}

Completion NtOpenTimer(Kernel& kernel, SystemCall& call) { return open_object<Timer>(kernel, call); }

Completion NtSetTimer(Kernel& kernel, SystemCall& call) {
  constexpr std::uint64_t kUnitsPerMillisecond = machine::Clock::kUnitsPerMillisecond;
  const auto [handle, due_at, routine, context, resume, period, previous_at] = call.arguments<7>();
  static_cast<void>(resume);
  nt::Status status;
  const auto timer = find_object<Timer>(call, handle, status, kModifyState);
  if (!timer) return status;
  if (static_cast<std::int32_t>(period) < 0) return nt::Status::kInvalidParameter;
  std::optional<std::uint64_t> due;
  if (!due_at || !read_due(kernel, call, due_at, due)) return nt::Status::kAccessViolation;
  if (previous_at && !call.process.space.write_value<std::uint8_t>(previous_at, timer->signalled))
    return nt::Status::kAccessViolation;
  timer->apc_thread = routine ? &call.thread : nullptr;
  timer->apc = {routine, context, 0, 0};
  // The longest relative time is as good as never: some thousand years.
  kernel.set_timer(timer, due.value_or(kernel.now() + (std::uint64_t{1} << 58)),
                   period * kUnitsPerMillisecond);
  return nt::Status::kSuccess;
}

Completion NtCancelTimer(Kernel& kernel, SystemCall& call) {
  const auto [handle, state_at] = call.arguments<2>();
  nt::Status status;
  const auto timer = find_object<Timer>(call, handle, status, kModifyState);
  if (!timer) return status;
  if (state_at && !call.process.space.write_value<std::uint8_t>(state_at, timer->signalled))
    return nt::Status::kAccessViolation;
  kernel.cancel_timer(*timer);
  return nt::Status::kSuccess;
}

Completion NtQueryTimer(Kernel& kernel, SystemCall& call) {
  const auto [handle, information_class, buffer, size, length_at] = call.arguments<5>();
  if (information_class != 0) return nt::Status::kInvalidInfoClass;
  nt::Status status;
  const auto timer = find_object<Timer>(call, handle, status, kQueryState);
  if (!timer) return status;
  struct {
    std::int64_t RemainingTime;
    std::uint8_t TimerState, padding[7];
  } const information{
      timer->armed ? static_cast<std::int64_t>(timer->due - kernel.now()) : 0, timer->signalled, {}};
  return return_information(call, buffer, size, length_at, &information, sizeof information);
}

}  // namespace dumplab::kernel
