// SPDX-License-Identifier: MIT
#include "kernel/syscalls/object_attributes.h"
#include "kernel/syscalls/signals.h"

namespace dumplab::kernel {

nt::Status release_semaphore(Kernel& kernel, Semaphore& semaphore, std::int32_t count) {
  if (count > semaphore.limit - semaphore.count) return nt::Status::kSemaphoreLimitExceeded;
  semaphore.count += count;
  kernel.satisfy_waiters(semaphore);
  return nt::Status::kSuccess;
}

Completion NtCreateSemaphore(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes, count, limit] = call.arguments<5>();
  const auto initial = static_cast<std::int32_t>(count), maximum = static_cast<std::int32_t>(limit);
  if (maximum <= 0 || initial < 0 || initial > maximum) return nt::Status::kInvalidParameter;
  return create_object<Semaphore>(kernel, call, handle_at, access, attributes,
                                  [&] { return std::make_shared<Semaphore>(initial, maximum); });
}

Completion NtOpenSemaphore(Kernel& kernel, SystemCall& call) { return open_object<Semaphore>(kernel, call); }

Completion NtReleaseSemaphore(Kernel& kernel, SystemCall& call) {
  const auto [handle, count, previous_at] = call.arguments<3>();
  nt::Status status;
  const auto semaphore = find_object<Semaphore>(call, handle, status, kModifyState);
  if (!semaphore) return status;
  const auto more = static_cast<std::int32_t>(count);
  if (more <= 0) return nt::Status::kInvalidParameter;
  if (more > semaphore->limit - semaphore->count) return nt::Status::kSemaphoreLimitExceeded;
  if (previous_at && !call.process.space.write_value(previous_at, semaphore->count))
    return nt::Status::kAccessViolation;
  kernel.record(truth::Kind::kSignal, &call.thread, {handle}, "Semaphore");
  return release_semaphore(kernel, *semaphore, more);
}

Completion NtQuerySemaphore(Kernel&, SystemCall& call) {
  const auto [handle, information_class, buffer, size, length_at] = call.arguments<5>();
  if (information_class != 0) return nt::Status::kInvalidInfoClass;
  nt::Status status;
  const auto semaphore = find_object<Semaphore>(call, handle, status, kQueryState);
  if (!semaphore) return status;
  const std::int32_t words[2] = {semaphore->count, semaphore->limit};
  return return_information(call, buffer, size, length_at, words, sizeof words);
}

}  // namespace dumplab::kernel
