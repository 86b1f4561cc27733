// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "dumplab/context.h"

namespace dumplab::snapshot {

/// EIP, ESP and EBP of a context, or RIP, RSP and RBP.
struct ContextPointers {
  std::uint64_t ip = 0, sp = 0, bp = 0;
};

/// Empty for a context whose registers are not known.
std::optional<ContextPointers> pointers_of(const Context& context);

}  // namespace dumplab::snapshot
