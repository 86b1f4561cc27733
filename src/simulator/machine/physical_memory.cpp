// SPDX-License-Identifier: MIT
#include "machine/physical_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace dumplab::machine {

PhysicalMemory::PhysicalMemory(std::uint64_t bytes)
    : frame_count_(
          static_cast<std::uint32_t>(std::clamp<std::uint64_t>(bytes / x86::kPageSize, 16, 1u << 20))) {
  void* block = ::mmap(nullptr, std::size_t{frame_count_} * x86::kPageSize, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  DUMPLAB_CHECK(block != MAP_FAILED);
  base_ = static_cast<std::byte*>(block);
}

PhysicalMemory::~PhysicalMemory() { ::munmap(base_, std::size_t{frame_count_} * x86::kPageSize); }

std::optional<std::uint32_t> PhysicalMemory::allocate_unzeroed() {
  if (!free_.empty()) {
    const std::uint32_t frame = free_.back();
    free_.pop_back();
    return frame;
  }
  if (next_fresh_ == frame_count_) return std::nullopt;
  return next_fresh_++;
}

std::optional<std::uint32_t> PhysicalMemory::allocate() {
  const bool fresh = free_.empty();
  const auto frame = allocate_unzeroed();
  if (frame && !fresh) std::memset(host(*frame), 0, x86::kPageSize);
  return frame;
}

void PhysicalMemory::release(std::uint32_t frame) {
  DUMPLAB_CHECK(frame > 0 && frame < next_fresh_);
  free_.push_back(frame);
}

std::uint32_t PhysicalMemory::read_entry(std::uint32_t frame, std::uint32_t index) const {
  std::uint32_t entry;
  std::memcpy(&entry, host(frame) + std::size_t{index} * x86::kEntrySize, sizeof entry);
  return entry;
}

void PhysicalMemory::write_entry(std::uint32_t frame, std::uint32_t index, std::uint32_t entry) {
  std::memcpy(host(frame) + std::size_t{index} * x86::kEntrySize, &entry, sizeof entry);
}

}  // namespace dumplab::machine
