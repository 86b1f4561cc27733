// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace dumplab::kernel {

class MemoryManager;

/// Looks whether every frame and every pagefile slot has one owner, page tables, prototype entries and PFN
/// database agree, the counts of references, working sets and commit are right, what TLBs hold has its A and
/// D bits set, and a page that counts as unmodified equals its backing store. Gives the first thing that is
/// wrong.
std::optional<std::string> check_memory(MemoryManager& memory);

}  // namespace dumplab::kernel
