// SPDX-License-Identifier: MIT
#include "systems/machine_pictures.h"

#include <fmt/format.h>

#include <algorithm>

#include "capture/region_owners.h"
#include "nt/page_entry.h"
#include "x86/page_entry_text.h"
#include "x86/page_table.h"

namespace dumplab::systems {
namespace {

std::string entry_text(std::uint32_t entry) {
  if (entry & x86::kEntryPresent) return fmt::format("{:08x}  {}", entry, x86::flags_text(entry));
  if (entry == 0) return "00000000  not present: the VAD decides";
  switch (nt::entry_kind(entry)) {
    case nt::EntryKind::kPagefile:
      return fmt::format("{:08x}  not present: in pagefile.sys", entry);
    case nt::EntryKind::kPrototype:
      return fmt::format("{:08x}  not present: see the section's entry", entry);
    case nt::EntryKind::kTransition:
      return fmt::format("{:08x}  not present: in a frame, no access", entry);
    default:
      return fmt::format("{:08x}  not present: zeros on demand", entry);
  }
}

/// The region of the process that holds `linear`; regions lie side by side.
const truth::Region& region_at(const std::vector<truth::Region>& regions, std::uint32_t linear) {
  return *std::prev(std::upper_bound(regions.begin(), regions.end(), linear,
                                     [](std::uint32_t at, const truth::Region& r) { return at < r.base; }));
}

std::vector<truth::Region> regions_of(const kernel::Process& process) {
  return capture::true_regions(process, process.space.vads().regions());
}

std::string bytes_text(const std::byte* bytes) {
  std::string text;
  for (unsigned i = 0; i < 8; ++i) text += fmt::format("{:02x} ", static_cast<unsigned>(bytes[i]));
  text.pop_back();
  return text;
}

}  // namespace

report::MemoryMap map_from_machine(kernel::Kernel& kernel) {
  report::MemoryMap map;
  map.source = "Frames from the machine's page tables; a user dump does not hold them.";
  for (const auto& process : kernel.processes()) {
    if (process->exited) continue;
    const std::vector<truth::Region> regions = regions_of(*process);
    for (const auto& [base, vad] : process->space.vads().all())
      for (std::uint32_t i = 0; i < vad.pages.size(); ++i) {
        const std::uint32_t linear = base + i * x86::kPageSize;
        if (const auto frame = process->space.frame_of(linear))
          map.pages.push_back({process->id, linear, *frame, region_at(regions, linear).owner});
      }
  }
  return map;
}

document::Document draw_walk(kernel::Kernel& kernel, const kernel::Process& process, std::uint32_t linear) {
  machine::PhysicalMemory& memory = kernel.machine().memory;
  const std::uint32_t cr3 = process.space.cr3(), directory = x86::frame_of(cr3);
  const std::uint32_t pde_index = x86::directory_index(linear), pte_index = x86::table_index(linear);
  document::Figure figure;
  figure.title = fmt::format("Translation of {:08x} in process {}", linear, process.id);
  figure.columns = {"CR3", "page directory", "page table", "frame"};
  const auto add = [&](std::vector<std::string> lines) {
    figure.boxes.push_back({figure.boxes.size(), std::move(lines)});
    const std::size_t last = figure.boxes.size() - 1;
    if (last > 0) figure.arrows.push_back({last - 1, last, ""});
  };
  const auto read = [&](std::uint32_t frame, std::uint32_t index) {
    const std::uint32_t entry = memory.read_entry(frame, index);
    add({fmt::format("entry {} at physical {:08x}", index, frame * x86::kPageSize + index * x86::kEntrySize),
         entry_text(entry)});
    return entry;
  };
  add({fmt::format("{:08x}", cr3)});
  const std::uint32_t pde = read(directory, pde_index);
  if (pde & x86::kEntryPresent) {
    const std::uint32_t pte = read(x86::frame_of(pde), pte_index);
    if (pte & x86::kEntryPresent) {
      const std::uint32_t physical = (pte & x86::kEntryFrameMask) | (linear & x86::kPageMask);
      add({fmt::format("physical {:08x}", physical),
           bytes_text(memory.host(x86::frame_of(pte)) +
                      std::min(linear & x86::kPageMask, x86::kPageSize - 8))});
    }
  }
  document::Document page;
  page.paragraph(
      fmt::format("{:08x} = directory {} ({:#x}), table {} ({:#x}), offset {:#x}; from the bytes of "
                  "the tables in a saved machine. A user dump does not hold them.",
                  linear, pde_index, pde_index, pte_index, pte_index, linear & x86::kPageMask));
  const std::vector<truth::Region> regions = regions_of(process);
  const truth::Region& region = region_at(regions, linear);
  page.paragraph(
      fmt::format("{:08x}-{:08x} is {}.", region.base, region.base + region.size - 1, region.owner));
  page.figure(std::move(figure));
  return page;
}

}  // namespace dumplab::systems
