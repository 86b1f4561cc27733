// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "kernel/address_space.h"

namespace dumplab::kernel {

using x86::kPageMask;
using x86::kPageSize;

std::optional<std::uint32_t> AddressSpace::frame_of(std::uint32_t linear) const {
  const std::uint32_t entry = tables_.read(linear);
  if (!PageTables::is_resident(entry)) return std::nullopt;
  return x86::frame_of(entry);
}

/// Host address of a byte that the program may access so, until the next call; nullptr otherwise.
std::byte* AddressSpace::touch(std::uint32_t linear, cpu::Access access) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    cpu::PageView view;
    if (!walk_.translate(linear, access, view)) {
      if (access == cpu::Access::kWrite) memory_.machine().blocks.frame_written(view.frame);
      return view.host + (linear & kPageMask);
    }
    if (resolve(linear, access) != Outcome::kResolved) return nullptr;
  }
  return nullptr;
}

bool AddressSpace::read(std::uint32_t linear, void* out, std::size_t size) {
  auto* to = static_cast<std::byte*>(out);
  while (size > 0) {
    const std::size_t count = std::min<std::size_t>(size, kPageSize - (linear & kPageMask));
    const std::byte* from = touch(linear, cpu::Access::kRead);
    if (!from) return false;
    std::memcpy(to, from, count);
    to += count;
    linear += static_cast<std::uint32_t>(count);
    size -= count;
  }
  return true;
}

bool AddressSpace::write(std::uint32_t linear, const void* in, std::size_t size) {
  const auto* from = static_cast<const std::byte*>(in);
  while (size > 0) {
    const std::size_t count = std::min<std::size_t>(size, kPageSize - (linear & kPageMask));
    std::byte* to = touch(linear, cpu::Access::kWrite);
    if (!to) return false;
    std::memcpy(to, from, count);
    from += count;
    linear += static_cast<std::uint32_t>(count);
    size -= count;
  }
  return true;
}

bool AddressSpace::peek(std::uint32_t page, std::span<std::byte> out) const {
  const Vad* vad = vads_.find(page);
  if (!vad || !vad->page_at(page).committed || !allows(vad->page_at(page).protect, cpu::Access::kRead))
    return false;
  const std::uint32_t entry = tables_.read(page);
  if (PageTables::is_resident(entry)) {
    std::memcpy(out.data(), memory_.machine().memory.host(x86::frame_of(entry)), kPageSize);
  } else if (entry != 0 && nt::entry_kind(entry) == nt::EntryKind::kPagefile) {
    memory_.pagefile().read(x86::frame_of(entry), out);
  } else if (vad->segment) {
    vad->segment->peek(vad->segment_page(page), out);
  } else {
    std::fill(out.begin(), out.end(), std::byte{0});
  }
  return true;
}

}  // namespace dumplab::kernel
