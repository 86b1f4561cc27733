// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "kernel/kernel.h"
#include "report/memory_map.h"

/// Pictures of the physical side, from a machine: its page tables and frames as they are.
namespace dumplab::systems {

/// Who is in which frame, page tables and directories included.
report::MemoryMap map_from_machine(kernel::Kernel& kernel);

/// CR3 -> PDE -> PTE -> frame of one linear address, from the bytes of the tables.
document::Document draw_walk(kernel::Kernel& kernel, const kernel::Process& process, std::uint32_t linear);

}  // namespace dumplab::systems
