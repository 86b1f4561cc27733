// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/system_calls.h"

namespace dumplab::kernel {

void set_event(Kernel& kernel, Event& event);
/// kMutantNotOwned.
nt::Status release_mutant(Kernel& kernel, Thread& thread, const std::shared_ptr<Mutant>& mutant);
/// kSemaphoreLimitExceeded; `count` is above 0.
nt::Status release_semaphore(Kernel& kernel, Semaphore& semaphore, std::int32_t count);

}  // namespace dumplab::kernel
