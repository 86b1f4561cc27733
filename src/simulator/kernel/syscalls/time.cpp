// SPDX-License-Identifier: MIT
#include <cstddef>

#include "kernel/system_calls.h"

namespace dumplab::kernel {
namespace {

/// SYSTEM_PERFORMANCE_INFORMATION; counters that the machine does not have are 0. Source: phnt.
struct PerformanceInformation {
  le32 Before[0x2c / 4];
  le32 AvailablePages, CommittedPages, CommitLimit;
  le32 After[0x100 / 4];
};
static_assert(sizeof(PerformanceInformation) == 312);
static_assert(offsetof(PerformanceInformation, AvailablePages) == 0x2c);

PerformanceInformation performance_information(Kernel& kernel) {
  const MemoryManager& memory = kernel.memory();
  PerformanceInformation information{};
  information.AvailablePages = kernel.machine().memory.free_count();
  information.CommittedPages = static_cast<std::uint32_t>(memory.commit_charge());
  information.CommitLimit = static_cast<std::uint32_t>(memory.commit_limit());
  return information;
}

}  // namespace

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
  constexpr std::uint32_t kBasic = 0, kPerformance = 2;
  const auto [information_class, buffer, size, length_at] = call.arguments<4>();
  if (information_class == kPerformance) {
    const PerformanceInformation performance = performance_information(kernel);
    return return_information(call, buffer, size, length_at, &performance, sizeof performance);
  }
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
