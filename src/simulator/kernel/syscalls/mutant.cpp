// SPDX-License-Identifier: MIT
#include "kernel/syscalls/object_attributes.h"
#include "kernel/syscalls/signals.h"

namespace dumplab::kernel {
namespace {

/// 1 free, 0 owned once, below that for each recursion.
std::int32_t count_of(const Mutant& mutant) { return 1 - static_cast<std::int32_t>(mutant.recursion); }

}  // namespace

nt::Status release_mutant(Kernel& kernel, Thread& thread, const std::shared_ptr<Mutant>& mutant) {
  if (mutant->owner != &thread) return nt::Status::kMutantNotOwned;
  if (--mutant->recursion > 0) return nt::Status::kSuccess;
  mutant->owner = nullptr;
  std::erase(thread.mutants, mutant);
  kernel.satisfy_waiters(*mutant);
  return nt::Status::kSuccess;
}

Completion NtCreateMutant(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes, initial_owner] = call.arguments<4>();
  return create_object<Mutant>(kernel, call, handle_at, access, attributes,
                               [&, owned = initial_owner & 0xff] {
                                 auto mutant = std::make_shared<Mutant>();
                                 if (owned) {
                                   mutant->consume(call.thread);
                                   call.thread.mutants.push_back(mutant);
                                 }
                                 return mutant;
                               });
}

Completion NtOpenMutant(Kernel& kernel, SystemCall& call) { return open_object<Mutant>(kernel, call); }

Completion NtReleaseMutant(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  nt::Status status;
  const auto mutant = find_object<Mutant>(call, handle, status);
  if (!mutant) return status;
  if (mutant->owner != &call.thread) return nt::Status::kMutantNotOwned;
  if (previous_at && !call.process.space.write_value(previous_at, count_of(*mutant)))
    return nt::Status::kAccessViolation;
  if (mutant->recursion == 1) kernel.record(truth::Kind::kSignal, &call.thread, {handle}, "Mutant");
  return release_mutant(kernel, call.thread, mutant);
}

Completion NtQueryMutant(Kernel&, SystemCall& call) {
  const auto [handle, information_class, buffer, size, length_at] = call.arguments<5>();
  if (information_class != 0) return nt::Status::kInvalidInfoClass;
  nt::Status status;
  const auto mutant = find_object<Mutant>(call, handle, status, kQueryState);
  if (!mutant) return status;
  struct {
    std::int32_t CurrentCount;
    std::uint8_t OwnedByCaller, AbandonedState;
    std::uint16_t padding;
  } const information{count_of(*mutant), mutant->owner == &call.thread, mutant->abandoned, 0};
  return return_information(call, buffer, size, length_at, &information, sizeof information);
}

}  // namespace dumplab::kernel
