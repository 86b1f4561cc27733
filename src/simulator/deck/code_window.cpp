// SPDX-License-Identifier: MIT
#include "deck/code_window.h"

#include "x86/page_table.h"
#include "x86/vectors.h"

namespace dumplab::deck {

std::optional<cpu::Fault> CodeWindow::translate(std::uint32_t linear, cpu::Access access,
                                                cpu::PageView& page) {
  const bool fetch = access == cpu::Access::kExecute;
  const std::uint32_t physical = fetch ? linear - base_ : linear;
  if (fetch ? !contains(linear) : physical >> x86::kPageShift >= memory_.frame_count())
    return cpu::Fault{x86::kPageFault, fetch ? x86::kPageFaultFetch : 0u, linear, nullptr};
  page.frame = physical >> x86::kPageShift;
  page.host = memory_.host(page.frame);
  page.writable = true;
  return std::nullopt;
}

bool CodeWindow::load(std::uint32_t eip) {
  const std::uint32_t block = eip / kSize * kSize;
  const std::uint32_t first = rule_ == LoadRule::kNext ? next_page_ : block >> x86::kPageShift;
  if (std::uint64_t{first} * x86::kPageSize >= program_.content.size()) return false;
  disk_.read(program_, std::uint64_t{first} * x86::kPageSize, {memory_.host(0), kSize});
  loaded_ = true;
  base_ = block;
  next_page_ = first + kPages;
  loads_.push_back({eip, first, first == block >> x86::kPageShift});
  return true;
}

}  // namespace dumplab::deck
