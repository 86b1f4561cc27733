// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "replacement/policy.h"

namespace dumplab::replacement {

/// Page faults of a policy that serves `references` with `frame_count` frames, empty at first, one page per
/// fault. As textbooks count: every first use of a page is a fault.
std::uint64_t count_faults(const PolicyKind& kind, std::span<const Page> references,
                           std::uint32_t frame_count);

}  // namespace dumplab::replacement
