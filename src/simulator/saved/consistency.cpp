// SPDX-License-Identifier: MIT
#include "saved/consistency.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/memory_check.h"
#include "saved/hardware.h"

namespace dumplab::saved {
namespace {

using kernel::AddressSpace;

/// A page-table walk stays in memory.
bool leads_nowhere_else(const AddressSpace& space, const machine::PhysicalMemory& memory) {
  const std::uint32_t directory = x86::frame_of(space.cr3());
  if (directory == 0 || directory >= memory.frame_count()) return false;
  for (std::uint32_t i = 0; i < x86::kEntriesPerTable; ++i) {
    const std::uint32_t entry = memory.read_entry(directory, i);
    if ((entry & x86::kEntryPresent) && x86::frame_of(entry) >= memory.frame_count()) return false;
  }
  return true;
}

bool is_known_view(const AddressSpace& space, const kernel::Vad& vad) {
  const auto& views = vad.segment->views();
  const kernel::Segment::View view{const_cast<AddressSpace*>(&space), vad.base, vad.first_page,
                                   static_cast<std::uint32_t>(vad.pages.size())};
  return std::count(views.begin(), views.end(), view) == 1;
}

}  // namespace

std::optional<std::string> find_inconsistency(kernel::Kernel& kernel) {
  kernel::MemoryManager& memory = kernel.memory();
  const machine::PhysicalMemory& frames = kernel.machine().memory;
  std::size_t mapped = 0, views = 0;
  for (const AddressSpace* space : memory.spaces()) {
    if (space->is_usable() && !leads_nowhere_else(*space, frames))
      return fmt::format("process {}: page tables that lead out of memory", space->id());
    for (const auto& [base, vad] : space->vads().all()) {
      if (!vad.segment) continue;
      ++mapped;
      if (!is_known_view(*space, vad)) return fmt::format("process {}: an unknown view", space->id());
    }
  }
  for (const kernel::Segment* segment : memory.segments()) views += segment->views().size();
  if (views != mapped) return fmt::format("{} views of segments, {} are mapped", views, mapped);
  for (const auto& cpu : kernel.machine().cpus) {
    const auto has_it = [&](const AddressSpace* s) { return s->cr3() == cpu->paging.cr3; };
    if (cpu->paging.cr3 != 0 && std::none_of(memory.spaces().begin(), memory.spaces().end(), has_it))
      return "CR3 is no process's page directory";
  }
  for (const std::uint32_t frame : Fields<machine::PhysicalMemory>::free_frames(frames))
    if (memory.frames().at(frame).state != kernel::FrameState::kFree)
      return fmt::format("frame {} is free and in use", frame);
  return kernel::check_memory(memory);
}

}  // namespace dumplab::saved
