// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "dumplab/memory_source.h"

namespace dumplab::unwind {

/// Whether the instruction before `address` is a CALL, as it must be before a return address. False where the
/// bytes are not there.
bool follows_call(const MemorySource& memory, std::uint32_t address);

}  // namespace dumplab::unwind
