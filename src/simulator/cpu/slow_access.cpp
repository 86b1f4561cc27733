// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>

#include "cpu/access.h"

namespace dumplab::cpu {
namespace {

static_assert(std::endian::native == std::endian::little);

/// Bytes of an access at `linear` that lie in its first page.
std::uint32_t first_part(std::uint32_t linear, std::uint32_t size) {
  return std::min(size, kPageMask + 1 - (linear & kPageMask));
}

std::byte* restart(Core& core) {
  core.leave = Leave::kRestart;
  return nullptr;
}

bool has_watchpoint(const Core& core, std::uint32_t page) {
  return std::any_of(core.watchpoints.begin(), core.watchpoints.end(),
                     [&](const Watchpoint& point) { return point.touches(page, kPageMask + 1); });
}

bool is_aligned(std::uint32_t linear, unsigned size) {
  // MOVUPS and its like are not checked, the 10 bytes of an x87 number as 8.  As on silicon.
  return size == 16 || linear % std::bit_floor(size) == 0;
}

/// What is to be done before an access while something looks at them.  False: it must not happen now.
bool admit(Core& core, std::uint32_t linear, unsigned size, AccessKind kind) {
  if (core.checks_alignment && !is_aligned(linear, size)) return core.raise(x86::kAlignmentFault);
  for (const Watchpoint& point : core.watchpoints) {
    if (!includes(point.kind, kind) || !point.touches(linear, size)) continue;
    if (!core.uncached) return restart(core) != nullptr;
    if (!core.hit) core.hit = Watchpoint{linear, size, kind};
  }
  return true;
}

/// memcpy without a call for the sizes that accesses have.
void copy(void* to, const void* from, std::uint32_t size) {
  switch (size) {
    case 1:
      std::memcpy(to, from, 1);
      break;
    case 2:
      std::memcpy(to, from, 2);
      break;
    case 4:
      std::memcpy(to, from, 4);
      break;
    case 8:
      std::memcpy(to, from, 8);
      break;
    default:
      std::memcpy(to, from, size);
      break;
  }
}

void record(Core& core, std::uint32_t linear, unsigned size, AccessKind kind, const void* bytes) {
  if (core.log == nullptr) return;
  AccessRecord entry{linear, static_cast<std::uint8_t>(size), kind, 0};
  copy(&entry.value, bytes, std::min<std::uint32_t>(size, sizeof entry.value));
  core.log->append(entry);
}

/// Host address of [linear, linear + size), which lies in one page, or nullptr.
std::byte* locate(Core& core, std::uint32_t linear, std::uint32_t size, Access access) {
  if (core.watched) {
    const TlbEntry& entry = core.held_entry(linear);
    const std::uint32_t tag = access == Access::kWrite ? entry.write_tag : entry.read_tag;
    if (tag == (linear & ~kPageMask)) return reinterpret_cast<std::byte*>(entry.addend + linear);
  }
  const std::uint64_t drops = core.blocks->drops();
  PageView page;
  if (const std::optional<Fault> fault = core.pages->translate(linear, access, page)) {
    core.fault = *fault;
    core.leave = Leave::kFault;
    return nullptr;
  }
  const std::uint32_t offset = linear & kPageMask;
  if (access == Access::kWrite && core.blocks->covers(page.frame, offset, size)) {
    core.blocks->frame_written(page.frame);
  }
  if (core.blocks->drops() != drops && !core.uncached) return restart(core);
  const std::uint32_t tag = linear & ~kPageMask;
  const bool direct = page.writable && !core.blocks->has_code(page.frame);
  const bool hidden =
      core.watched && (core.log != nullptr || core.checks_alignment || has_watchpoint(core, tag));
  if (core.keeps_one_page) {
    core.tlb_entry(core.kept_page) = TlbEntry{};
    core.kept_page = tag;
    if (hidden) return page.host + offset;
  }
  (hidden ? core.held_entry(linear) : core.tlb_entry(linear)) = {
      tag, direct ? tag : kNoTag, reinterpret_cast<std::uintptr_t>(page.host) - tag};
  return page.host + offset;
}

}  // namespace

SlowRead slow_read(Core& core, std::uint32_t linear, unsigned size) {
  SlowRead read{0, false};
  const TlbEntry& entry = core.held_entry(linear);
  if (core.only_logs && ((linear + size - 1) & ~kPageMask) == entry.read_tag) [[likely]] {
    copy(&read.value, reinterpret_cast<const std::byte*>(entry.addend + linear), size);
    core.log->append({linear, static_cast<std::uint8_t>(size), AccessKind::kRead, read.value});
    read.done = true;
    return read;
  }
  read.done = slow_read_bytes(core, linear, &read.value, size);
  return read;
}

bool slow_read_bytes(Core& core, std::uint32_t linear, void* to, unsigned size) {
  auto* const bytes = static_cast<std::byte*>(to);
  if (core.watched && !admit(core, linear, size, AccessKind::kRead)) return false;
  const std::uint32_t first = first_part(linear, size);
  const std::byte* const low = locate(core, linear, first, Access::kRead);
  if (low == nullptr) return false;
  copy(bytes, low, first);
  if (first < size) {
    const std::byte* const high = locate(core, linear + first, size - first, Access::kRead);
    if (high == nullptr) return false;
    std::memcpy(bytes + first, high, size - first);
  }
  if (core.watched) record(core, linear, size, AccessKind::kRead, bytes);
  return true;
}

bool slow_write(Core& core, std::uint32_t linear, std::uint64_t value, unsigned size) {
  const TlbEntry& entry = core.held_entry(linear);
  if (core.only_logs && ((linear + size - 1) & ~kPageMask) == entry.write_tag) [[likely]] {
    copy(reinterpret_cast<std::byte*>(entry.addend + linear), &value, size);
    core.log->append({linear, static_cast<std::uint8_t>(size), AccessKind::kWrite, value});
    return true;
  }
  return slow_write_bytes(core, linear, &value, size);
}

bool slow_write_bytes(Core& core, std::uint32_t linear, const void* from, unsigned size) {
  const auto* const bytes = static_cast<const std::byte*>(from);
  if (core.watched && !admit(core, linear, size, AccessKind::kWrite)) return false;
  const std::uint32_t first = first_part(linear, size);
  std::byte* const low = locate(core, linear, first, Access::kWrite);
  if (low == nullptr) return false;
  if (first < size) {
    std::byte* const high = locate(core, linear + first, size - first, Access::kWrite);
    if (high == nullptr) return false;
    std::memcpy(high, bytes + first, size - first);
  }
  copy(low, bytes, first);
  if (core.watched) record(core, linear, size, AccessKind::kWrite, bytes);
  return true;
}

std::byte* slow_modify(Core& core, std::uint32_t linear, unsigned size) {
  if (core.watched && !admit(core, linear, size, AccessKind::kReadWrite)) return nullptr;
  const std::uint32_t first = first_part(linear, size);
  std::byte* const low = locate(core, linear, first, Access::kWrite);
  if (low == nullptr || (first == size && core.log == nullptr)) return low;
  std::byte* high = low;
  if (first < size) high = locate(core, linear + first, size - first, Access::kWrite);
  if (high == nullptr) return nullptr;
  core.staged = {low, high};
  core.staged_size = {first, size - first};
  core.staged_at = linear;
  std::memcpy(core.staging.data(), low, first);
  std::memcpy(core.staging.data() + first, high, size - first);
  record(core, linear, size, AccessKind::kRead, core.staging.data());
  return core.staging.data();
}

void finish_modify(Core& core) {
  std::memcpy(core.staged[0], core.staging.data(), core.staged_size[0]);
  std::memcpy(core.staged[1], core.staging.data() + core.staged_size[0], core.staged_size[1]);
  record(core, core.staged_at, core.staged_size[0] + core.staged_size[1], AccessKind::kWrite,
         core.staging.data());
}

bool probe_write(Core& core, std::uint32_t linear, std::uint32_t size) {
  const std::uint32_t first = first_part(linear, size);
  if (locate(core, linear, first, Access::kWrite) == nullptr) return false;
  return first == size || locate(core, linear + first, size - first, Access::kWrite) != nullptr;
}

}  // namespace dumplab::cpu
