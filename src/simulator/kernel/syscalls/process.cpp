// SPDX-License-Identifier: MIT
#include <algorithm>

#include "kernel/syscalls/object_attributes.h"

namespace dumplab::kernel {

Completion NtOpenProcess(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes_at, client_id_at] = call.arguments<4>();
  ObjectAttributes attributes;
  const nt::Status status = read_object_attributes(call, attributes_at, attributes);
  if (!nt::succeeded(status)) return status;
  const auto id = call.process.space.read_value<std::uint32_t>(client_id_at);
  if (!id) return nt::Status::kAccessViolation;
  for (const auto& process : kernel.processes())
    if (process->id == *id && !process->exited)
      return return_handle(kernel, call, handle_at, process, access, attributes.handle_flags());
  return nt::Status::kInvalidCid;
}

Completion NtTerminateProcess(Kernel& kernel, SystemCall& call) {
  const auto [handle, exit_status] = call.arguments<2>();
  const auto result = static_cast<nt::Status>(exit_status);
  if (handle == 0) {
    // All threads but the caller: the first half of ExitProcess.
    const auto threads = call.process.threads;
    for (const auto& thread : threads)
      if (thread.get() != &call.thread) kernel.terminate_thread(*thread, result);
    return nt::Status::kSuccess;
  }
  nt::Status status;
  Process* const process = find_process(call, handle, status);
  if (!process) return status;
  if (process == &call.process)
    kernel.exit_process(call.thread, result);
  else
    kernel.terminate_process(*process, result);
  return nt::Status::kSuccess;
}

Completion NtQueryInformationProcess(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kBasic = 0, kTimes = 4, kDebugPort = 7, kHandleCount = 20;
  const auto [handle, information_class, buffer, size, length_at] = call.arguments<5>();
  nt::Status status;
  Process* const process = find_process(call, handle, status);
  if (!process) return status;
  switch (information_class) {
    case kBasic: {
      const std::uint32_t words[6] = {nt::code(process->exit_status),
                                      process->peb,
                                      (1u << kernel.machine().cpus.size()) - 1,
                                      8,
                                      process->id,
                                      0};
      return return_information(call, buffer, size, length_at, words, sizeof words);
    }
    case kTimes: {
      std::uint64_t times[4] = {process->create_time, 0, 0, 0};
      for (const auto& thread : process->threads) {
        times[2] += thread->kernel_time;
        times[3] += thread->user_time;
      }
      return return_information(call, buffer, size, length_at, times, sizeof times);
    }
    case kDebugPort: {
      const std::uint32_t none = 0;
      return return_information(call, buffer, size, length_at, &none, sizeof none);
    }
    case kHandleCount: {
      const auto count = static_cast<std::uint32_t>(process->handles.entries().size());
      return return_information(call, buffer, size, length_at, &count, sizeof count);
    }
    default:
      return nt::Status::kInvalidInfoClass;
  }
}

}  // namespace dumplab::kernel
