// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "kernel/kernel.h"

namespace dumplab::saved {

/// What is wrong with a machine that came out of a file, in words: page tables that lead out of memory,
/// frames with two owners, views that a segment does not know, and all that kernel/memory_check.h checks.
/// Every reference of it must be in range already.
std::optional<std::string> find_inconsistency(kernel::Kernel& kernel);

}  // namespace dumplab::saved
