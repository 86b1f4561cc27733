// SPDX-License-Identifier: MIT
#pragma once

#include "unwind/call_site.h"

namespace dumplab::unwind {

/// The instruction before `address`, when it is a CALL of 64-bit code. Empty where the bytes are not there.
std::optional<CallSite> find_amd64_call_site(const MemorySource& memory, std::uint64_t address);

}  // namespace dumplab::unwind
