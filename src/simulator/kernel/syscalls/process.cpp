// SPDX-License-Identifier: MIT
#include "kernel/system_calls.h"

namespace dumplab::kernel {

Completion NtTerminateProcess(Kernel& kernel, SystemCall& call) {
  const auto [handle, exit_status] = call.arguments<2>();
  if (handle == 0) {
    // All threads but the caller: the first half of ExitProcess.
    const auto threads = call.process.threads;
    for (const auto& thread : threads)
      if (thread.get() != &call.thread)
        kernel.terminate_thread(*thread, static_cast<nt::Status>(exit_status));
    return nt::Status::kSuccess;
  }
  kernel.terminate_process(call.process, static_cast<nt::Status>(exit_status));
  return nt::Status::kSuccess;
}

Completion NtQueryInformationProcess(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kBasic = 0;
  const auto [handle, information_class, buffer, size, length_at] = call.arguments<5>();
  static_cast<void>(handle);
  if (information_class != kBasic) return nt::Status::kInvalidInfoClass;
  const std::uint32_t words[6] = {nt::code(call.process.exit_status),
                                  call.process.peb,
                                  (1u << kernel.machine().cpus.size()) - 1,
                                  8,
                                  call.process.id,
                                  0};
  return return_information(call, buffer, size, length_at, words, sizeof words);
}

}  // namespace dumplab::kernel
