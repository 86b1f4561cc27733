// SPDX-License-Identifier: MIT
#include "minidump/file_memory.h"

#include <algorithm>

#include "base/check.h"
#include "snapshot/captured_memory.h"

namespace dumplab::minidump {

FileMemory::FileMemory(ByteView file, std::shared_ptr<const void> owner, std::vector<AddressRange> ranges,
                       std::vector<std::uint64_t> offsets)
    : file_(file), owner_(std::move(owner)), ranges_(std::move(ranges)), offsets_(std::move(offsets)) {
  DUMPLAB_CHECK(ranges_.size() == offsets_.size());
}

std::size_t FileMemory::read(LinearAddress address, std::span<std::byte> out) const {
  std::size_t done = 0;
  for (std::size_t i = snapshot::find_range(ranges_, address); i < ranges_.size() && done < out.size(); ++i) {
    if (!ranges_[i].contains(address + done)) break;
    const std::uint64_t inside = address + done - ranges_[i].base;
    const std::size_t count = std::min<std::uint64_t>(out.size() - done, ranges_[i].size - inside);
    const auto bytes = file_.slice(offsets_[i] + inside, count);
    DUMPLAB_CHECK(bytes);
    std::ranges::copy(bytes->bytes(), out.begin() + static_cast<std::ptrdiff_t>(done));
    done += count;
  }
  return done;
}

}  // namespace dumplab::minidump
