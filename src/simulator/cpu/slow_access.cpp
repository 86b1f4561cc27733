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

/// Host address of [linear, linear + size), which lies in one page, or nullptr.
std::byte* locate(Core& core, std::uint32_t linear, std::uint32_t size, Access access) {
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
  core.tlb_entry(linear) = {tag, direct ? tag : kNoTag, reinterpret_cast<std::uintptr_t>(page.host) - tag};
  return page.host + offset;
}

}  // namespace

SlowRead slow_read(Core& core, std::uint32_t linear, unsigned size) {
  SlowRead read{0, false};
  auto* const bytes = reinterpret_cast<std::byte*>(&read.value);
  const std::uint32_t first = first_part(linear, size);
  const std::byte* const low = locate(core, linear, first, Access::kRead);
  if (low == nullptr) return read;
  std::memcpy(bytes, low, first);
  if (first < size) {
    const std::byte* const high = locate(core, linear + first, size - first, Access::kRead);
    if (high == nullptr) return read;
    std::memcpy(bytes + first, high, size - first);
  }
  read.done = true;
  return read;
}

bool slow_write(Core& core, std::uint32_t linear, std::uint64_t value, unsigned size) {
  const auto* const bytes = reinterpret_cast<const std::byte*>(&value);
  const std::uint32_t first = first_part(linear, size);
  std::byte* const low = locate(core, linear, first, Access::kWrite);
  if (low == nullptr) return false;
  if (first < size) {
    std::byte* const high = locate(core, linear + first, size - first, Access::kWrite);
    if (high == nullptr) return false;
    std::memcpy(high, bytes + first, size - first);
  }
  std::memcpy(low, bytes, first);
  return true;
}

std::byte* slow_modify(Core& core, std::uint32_t linear, unsigned size) {
  const std::uint32_t first = first_part(linear, size);
  std::byte* const low = locate(core, linear, first, Access::kWrite);
  if (low == nullptr || first == size) return low;
  std::byte* const high = locate(core, linear + first, size - first, Access::kWrite);
  if (high == nullptr) return nullptr;
  core.staged = {low, high};
  core.staged_size = {first, size - first};
  std::memcpy(core.staging.data(), low, first);
  std::memcpy(core.staging.data() + first, high, size - first);
  return core.staging.data();
}

void finish_modify(Core& core) {
  std::memcpy(core.staged[0], core.staging.data(), core.staged_size[0]);
  std::memcpy(core.staged[1], core.staging.data() + core.staged_size[0], core.staged_size[1]);
}

bool probe_write(Core& core, std::uint32_t linear, std::uint32_t size) {
  const std::uint32_t first = first_part(linear, size);
  if (locate(core, linear, first, Access::kWrite) == nullptr) return false;
  return first == size || locate(core, linear + first, size - first, Access::kWrite) != nullptr;
}

}  // namespace dumplab::cpu
