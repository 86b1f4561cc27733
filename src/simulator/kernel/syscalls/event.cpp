// SPDX-License-Identifier: MIT
#include "kernel/syscalls/object_attributes.h"
#include "kernel/syscalls/signals.h"

namespace dumplab::kernel {
namespace {

/// What SetEvent, ResetEvent and PulseEvent share: the previous state goes to `previous_at`.
template <typename Change>
Completion change_event(Kernel& kernel, SystemCall& call, std::uint32_t handle, std::uint32_t previous_at,
                        Change change) {
  nt::Status status;
  const auto event = find_object<Event>(call, handle, status, kModifyState);
  if (!event) return status;
  const std::uint32_t previous = event->signalled;
  if (previous_at && !call.process.space.write_value(previous_at, previous))
    return nt::Status::kAccessViolation;
  kernel.record(truth::Kind::kSignal, &call.thread, {handle}, "Event");
  change(*event);
  return nt::Status::kSuccess;
}

}  // namespace

void set_event(Kernel& kernel, Event& event) {
  event.signalled = true;
  kernel.satisfy_waiters(event);
}

Completion NtCreateEvent(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kSynchronizationEvent = 1;
  const auto [handle_at, access, attributes, type, initial] = call.arguments<5>();
  if (type > kSynchronizationEvent) return nt::Status::kInvalidParameter;
  return create_object<Event>(
      kernel, call, handle_at, access, attributes, [&, type = type, initial = initial] {
        return std::make_shared<Event>(type == kSynchronizationEvent, (initial & 0xff) != 0);
      });
}

Completion NtOpenEvent(Kernel& kernel, SystemCall& call) { return open_object<Event>(kernel, call); }

Completion NtSetEvent(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  return change_event(kernel, call, handle, previous_at, [&](Event& event) { set_event(kernel, event); });
}

Completion NtResetEvent(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  return change_event(kernel, call, handle, previous_at, [](Event& event) { event.signalled = false; });
}

Completion NtClearEvent(Kernel& kernel, SystemCall& call) {
  const auto [handle] = call.arguments<1>();
  return change_event(kernel, call, handle, 0, [](Event& event) { event.signalled = false; });
}

Completion NtPulseEvent(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  return change_event(kernel, call, handle, previous_at, [&](Event& event) {
    set_event(kernel, event);
    event.signalled = false;
  });
}

Completion NtQueryEvent(Kernel&, SystemCall& call) {
  const auto [handle, information_class, buffer, size, length_at] = call.arguments<5>();
  if (information_class != 0) return nt::Status::kInvalidInfoClass;
  nt::Status status;
  const auto event = find_object<Event>(call, handle, status, kQueryState);
  if (!event) return status;
  const std::uint32_t words[2] = {event->auto_reset, event->signalled};
  return return_information(call, buffer, size, length_at, words, sizeof words);
}

}  // namespace dumplab::kernel
