// SPDX-License-Identifier: MIT
#include "kernel/system_calls.h"

namespace dumplab::kernel {

Completion NtQuerySystemTime(Kernel& kernel, SystemCall& call) {
  const auto [time_at] = call.arguments<1>();
  return call.process.space.write_value(time_at, kernel.machine().clock.system_time())
             ? nt::Status::kSuccess
             : nt::Status::kAccessViolation;
}

Completion NtQueryPerformanceCounter(Kernel& kernel, SystemCall& call) {
  const auto [counter_at, frequency_at] = call.arguments<2>();
  AddressSpace& space = call.process.space;
  const bool written = space.write_value(counter_at, kernel.now()) &&
                       (!frequency_at || space.write_value(frequency_at, machine::Clock::kUnitsPerSecond));
  return written ? nt::Status::kSuccess : nt::Status::kAccessViolation;
}

Completion NtQuerySystemInformation(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kBasic = 0;
  const auto [information_class, buffer, size, length_at] = call.arguments<4>();
  if (information_class != kBasic) return nt::Status::kInvalidInfoClass;
  const auto cpus = static_cast<std::uint32_t>(kernel.machine().cpus.size());
  const std::uint32_t frames = kernel.machine().memory.frame_count();
  const std::uint32_t words[11] = {0,
                                   156'250,
                                   4096,
                                   frames,
                                   1,
                                   frames - 1,
                                   0x10000,
                                   kLowestUserAddress,
                                   kHighestUserAddress,
                                   (1u << cpus) - 1,
                                   cpus};
  return return_information(call, buffer, size, length_at, words, sizeof words);
}

}  // namespace dumplab::kernel
