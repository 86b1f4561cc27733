// SPDX-License-Identifier: MIT
#include "corpus/editable_memory.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "snapshot/captured_memory.h"

namespace dumplab::corpus {

EditableMemory::EditableMemory(const MemorySource& source) {
  for (const AddressRange& range : source.ranges()) {
    std::vector<std::byte> bytes(range.size);
    DUMPLAB_CHECK(source.read(range.base, bytes) == bytes.size());
    add(range.base.value, std::move(bytes));
  }
}

void EditableMemory::add(std::uint64_t base, std::vector<std::byte> bytes) {
  const auto place = std::ranges::lower_bound(ranges_, LinearAddress{base}, {}, &AddressRange::base);
  bytes_.insert(bytes_.begin() + (place - ranges_.begin()), bytes);
  ranges_.insert(place, {{base}, bytes.size()});
}

std::size_t EditableMemory::read(LinearAddress address, std::span<std::byte> out) const {
  std::size_t done = 0;
  for (std::size_t i = snapshot::find_range(ranges_, address); i < ranges_.size() && done < out.size(); ++i) {
    if (!ranges_[i].contains(address + done)) break;
    const std::uint64_t inside = address + done - ranges_[i].base;
    const std::size_t count = std::min<std::uint64_t>(out.size() - done, ranges_[i].size - inside);
    std::copy_n(bytes_[i].begin() + static_cast<std::ptrdiff_t>(inside), count,
                out.begin() + static_cast<std::ptrdiff_t>(done));
    done += count;
  }
  return done;
}

void EditableMemory::write(std::uint64_t address, std::span<const std::byte> bytes) {
  const std::size_t i = snapshot::find_range(ranges_, {address});
  DUMPLAB_CHECK(i < ranges_.size());
  const std::uint64_t inside = address - ranges_[i].base.value;
  DUMPLAB_CHECK(bytes.size() <= ranges_[i].size - inside);
  std::ranges::copy(bytes, bytes_[i].begin() + static_cast<std::ptrdiff_t>(inside));
}

void EditableMemory::write_number(std::uint64_t address, std::uint64_t value, std::size_t size) {
  std::array<std::byte, 8> bytes;
  for (std::size_t i = 0; i < size; ++i) bytes[i] = std::byte(value >> 8 * i & 0xff);
  write(address, std::span(bytes).first(size));
}

std::uint32_t EditableMemory::word(std::uint64_t address) const {
  const auto word = read_u32({address});
  DUMPLAB_CHECK(word);
  return *word;
}

}  // namespace dumplab::corpus
