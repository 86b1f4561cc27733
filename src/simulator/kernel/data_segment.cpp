// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "kernel/memory_manager.h"
#include "kernel/segment.h"

namespace dumplab::kernel {
namespace {

/// Calls `copy(frame, offset in the frame, offset in the range, size)` for each resident piece of
/// [offset, offset + size) of the file.
template <class Copy>
void for_each_resident(const FileSegment& segment, std::uint64_t offset, std::size_t size, Copy copy) {
  for (std::size_t done = 0; done < size;) {
    const std::uint64_t at = offset + done;
    const std::uint64_t page = at >> x86::kPageShift;
    const std::size_t inside = at & x86::kPageMask;
    const std::size_t part = std::min<std::size_t>(size - done, x86::kPageSize - inside);
    if (page >= segment.page_count()) return;
    const std::uint32_t entry = segment.prototype(static_cast<std::uint32_t>(page));
    if (entry & x86::kEntryPresent) copy(x86::frame_of(entry), inside, done, part);
    done += part;
  }
}

}  // namespace

std::uint64_t FileSegment::fill(std::uint32_t page, std::span<std::byte> out) const {
  return machine::Disk::peek(file_, std::uint64_t{page} * x86::kPageSize, out);
}

std::optional<std::uint64_t> FileSegment::write_back(std::uint32_t page, std::span<const std::byte> bytes) {
  const std::uint64_t offset = std::uint64_t{page} * x86::kPageSize, end = file_.content.size();
  if (offset >= end) return 0;
  const auto part = bytes.first(std::min<std::uint64_t>(bytes.size(), end - offset));
  DUMPLAB_CHECK(memory().machine().disk.write(file_, offset, part).has_value());
  return machine::sectors_of(offset, part.size());
}

void FileSegment::overlay(std::uint64_t offset, std::span<std::byte> bytes) const {
  const machine::PhysicalMemory& frames = memory().machine().memory;
  for_each_resident(*this, offset, bytes.size(),
                    [&](std::uint32_t frame, std::size_t inside, std::size_t done, std::size_t size) {
                      std::memcpy(bytes.data() + done, frames.host(frame) + inside, size);
                    });
}

void FileSegment::flush() {
  for (std::uint32_t page = 0; page < page_count(); ++page) {
    if (!(prototype(page) & x86::kEntryPresent)) continue;
    const std::uint32_t frame = x86::frame_of(prototype(page));
    if (memory().is_modified(frame))
      write_back(page, {memory().machine().memory.host(frame), x86::kPageSize});
  }
}

void FileSegment::update(std::uint64_t offset, std::span<const std::byte> bytes) {
  machine::Machine& machine = memory().machine();
  for_each_resident(*this, offset, bytes.size(),
                    [&](std::uint32_t frame, std::size_t inside, std::size_t done, std::size_t size) {
                      machine.blocks.frame_written(frame);
                      std::memcpy(machine.memory.host(frame) + inside, bytes.data() + done, size);
                    });
}

std::shared_ptr<PagefileSegment> PagefileSegment::create(MemoryManager& memory, std::uint32_t size) {
  std::shared_ptr<PagefileSegment> segment(new PagefileSegment(memory, size));
  if (!memory.charge(segment->page_count())) {
    segment->charged_ = false;
    return nullptr;
  }
  return segment;
}

PagefileSegment::~PagefileSegment() {
  clear();
  if (charged_) memory().uncharge(page_count());
}

std::uint64_t PagefileSegment::fill(std::uint32_t, std::span<std::byte>) const { return 0; }

}  // namespace dumplab::kernel
