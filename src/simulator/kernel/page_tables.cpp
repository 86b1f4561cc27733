// SPDX-License-Identifier: MIT
#include "kernel/page_tables.h"

namespace dumplab::kernel {

void PageTables::destroy() {
  if (!directory_) return;
  // Another process may get the frame for its directory.
  for (auto& cpu : memory_.machine().cpus)
    if (cpu->paging.cr3 == cr3()) cpu->load_cr3(0);
  memory_.free_frame(directory_);
  directory_ = 0;
}

bool PageTables::create() {
  const auto frame = memory_.take_structure(FrameState::kDirectory, owner_, 0);
  if (frame) directory_ = *frame;
  return frame.has_value();
}

bool PageTables::is_needed(std::uint32_t entry) {
  return is_resident(entry) || (entry != 0 && nt::entry_kind(entry) == nt::EntryKind::kPagefile);
}

std::uint32_t PageTables::read(std::uint32_t linear) const {
  const machine::PhysicalMemory& memory = memory_.machine().memory;
  const std::uint32_t pde = memory.read_entry(directory_, x86::directory_index(linear));
  if (!(pde & x86::kEntryPresent)) return 0;
  return memory.read_entry(x86::frame_of(pde), x86::table_index(linear));
}

bool PageTables::write(std::uint32_t linear, std::uint32_t entry) {
  machine::PhysicalMemory& memory = memory_.machine().memory;
  const std::uint32_t index = x86::directory_index(linear);
  std::uint32_t pde = memory.read_entry(directory_, index);
  if (!(pde & x86::kEntryPresent)) {
    if (!is_needed(entry)) return true;
    const auto frame = memory_.take_structure(FrameState::kTable, owner_, linear & ~((1u << 22) - 1));
    if (!frame) return false;
    pde = *frame << x86::kPageShift | x86::kEntryPresent | x86::kEntryWritable | x86::kEntryUser;
    memory.write_entry(directory_, index, pde);
  }
  const std::uint32_t table = x86::frame_of(pde);
  const std::uint32_t old = memory.read_entry(table, x86::table_index(linear));
  memory.write_entry(table, x86::table_index(linear), entry);
  memory_.machine().flush_page(linear);
  std::uint32_t& needed = memory_.frame(table).share_count;
  needed += is_needed(entry);
  needed -= is_needed(old);
  if (needed == 0) {
    memory.write_entry(directory_, index, 0);
    memory_.free_frame(table);
  }
  return true;
}

void PageTables::change(std::uint32_t linear, std::uint32_t entry) {
  machine::PhysicalMemory& memory = memory_.machine().memory;
  const std::uint32_t pde = memory.read_entry(directory_, x86::directory_index(linear));
  memory.write_entry(x86::frame_of(pde), x86::table_index(linear), entry);
  memory_.machine().flush_page(linear);
}

}  // namespace dumplab::kernel
