// SPDX-License-Identifier: MIT
#include "machine/page_walk.h"

#include "x86/vectors.h"

namespace dumplab::machine {

std::optional<cpu::Fault> PageWalk::translate(std::uint32_t linear, cpu::Access access, cpu::PageView& page) {
  const bool write = access == cpu::Access::kWrite;
  const auto fault = [&](std::uint32_t present) {
    return cpu::Fault{x86::kPageFault, x86::kPageFaultUser | (write ? x86::kPageFaultWrite : 0) | present,
                      linear, nullptr};
  };
  if (cr3 == 0) return fault(0);
  const std::uint32_t directory = x86::frame_of(cr3);
  const std::uint32_t pde = memory_.read_entry(directory, x86::directory_index(linear));
  if (!(pde & x86::kEntryPresent)) return fault(0);
  const std::uint32_t table = x86::frame_of(pde);
  const std::uint32_t pte = memory_.read_entry(table, x86::table_index(linear));
  if (!(pte & x86::kEntryPresent)) return fault(0);
  const std::uint32_t rights = pde & pte;
  if (!(rights & x86::kEntryUser) || (write && !(rights & x86::kEntryWritable)))
    return fault(x86::kPageFaultPresent);
  const std::uint32_t used = pte | x86::kEntryAccessed | (write ? x86::kEntryDirty : 0);
  if (used != pte) memory_.write_entry(table, x86::table_index(linear), used);
  if (!(pde & x86::kEntryAccessed))
    memory_.write_entry(directory, x86::directory_index(linear), pde | x86::kEntryAccessed);
  page.frame = x86::frame_of(pte);
  if (touches != nullptr) touches->touched(page.frame, access);
  page.host = memory_.host(page.frame);
  page.writable = (rights & x86::kEntryWritable) && (used & x86::kEntryDirty);
  return std::nullopt;
}

}  // namespace dumplab::machine
