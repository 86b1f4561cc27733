// SPDX-License-Identifier: MIT
#include "kernel/segment.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "kernel/memory_manager.h"
#include "nt/page_entry.h"

namespace dumplab::kernel {
namespace {

std::uint32_t pages_of(std::uint32_t size) {
  return size / x86::kPageSize + (size % x86::kPageSize != 0 ? 1 : 0);
}

}  // namespace

Segment::Segment(MemoryManager& memory, std::uint32_t size)
    : memory_(memory), size_(size), serial_(memory.next_segment_serial()), prototypes_(pages_of(size)) {
  memory_.segments().push_back(this);
}

Segment::~Segment() { std::erase(memory_.segments(), this); }

void Segment::grow(std::uint32_t size) {
  if (size <= size_) return;
  size_ = size;
  prototypes_.resize(pages_of(size));
}

void Segment::clear() {
  DUMPLAB_CHECK(views_.empty());
  for (std::uint32_t page = 0; page < prototypes_.size(); ++page) {
    const std::uint32_t entry = std::exchange(prototypes_[page], 0);
    if (entry & x86::kEntryPresent) {
      const std::uint32_t frame = x86::frame_of(entry);
      if (memory_.frame(frame).modified)
        write_back(page, {memory_.machine().memory.host(frame), x86::kPageSize});
      memory_.free_frame(frame);
    } else if (entry != 0) {
      memory_.pagefile().release(x86::frame_of(entry));
    }
  }
}

void Segment::peek(std::uint32_t page, std::span<std::byte> out) const {
  const std::uint32_t entry = prototypes_[page];
  if (entry & x86::kEntryPresent) {
    std::memcpy(out.data(), memory_.machine().memory.host(x86::frame_of(entry)), x86::kPageSize);
  } else if (entry != 0) {
    memory_.pagefile().read(x86::frame_of(entry), out);
  } else {
    std::fill(out.begin(), out.end(), std::byte{0});
    fill(page, out);
  }
}

}  // namespace dumplab::kernel
