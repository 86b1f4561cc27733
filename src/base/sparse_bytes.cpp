// SPDX-License-Identifier: MIT
#include "base/sparse_bytes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/check.h"

namespace dumplab {
namespace {

bool is_zero(const std::byte* bytes, std::size_t size) {
  return bytes[0] == std::byte{0} && std::memcmp(bytes, bytes + 1, size - 1) == 0;
}

}  // namespace

void SparseBytes::Page::read(std::size_t offset, std::span<std::byte> out) const {
  if (lines == ~std::uint64_t{0}) {
    std::memcpy(out.data(), bytes.data() + offset, out.size());
    return;
  }
  for (std::size_t done = 0; done < out.size();) {
    const std::uint64_t line = std::uint64_t{1} << (offset + done) / kLine;
    const std::size_t inside = (offset + done) % kLine;
    const std::size_t part = std::min(out.size() - done, kLine - inside);
    const auto before = static_cast<std::size_t>(std::popcount(lines & (line - 1)));
    if (lines & line)
      std::memcpy(out.data() + done, bytes.data() + before * kLine + inside, part);
    else
      std::memset(out.data() + done, 0, part);
    done += part;
  }
}

void SparseBytes::Page::pack(const std::byte* in) {
  lines = 0;
  for (unsigned line = 0; line < kPage / kLine; ++line)
    if (!is_zero(in + line * kLine, kLine)) lines |= std::uint64_t{1} << line;
  bytes.resize(kLine * static_cast<unsigned>(std::popcount(lines)));
  std::byte* to = bytes.data();
  for (std::uint64_t left = lines; left != 0; left &= left - 1, to += kLine)
    std::memcpy(to, in + kLine * static_cast<unsigned>(std::countr_zero(left)), kLine);
}

void SparseBytes::resize(std::uint64_t size) {
  if (size < size_) {
    const std::uint64_t kept = (size + kPage - 1) / kPage;
    if (pages_.size() > kept) pages_.resize(kept);
    if (size % kPage != 0 && pages_.size() == kept) {
      std::array<std::byte, kPage> page;
      pages_.back().unpack(page.data());
      std::fill(page.begin() + static_cast<std::ptrdiff_t>(size % kPage), page.end(), std::byte{0});
      pages_.back().pack(page.data());
    }
  }
  size_ = size;
}

std::size_t SparseBytes::read(std::uint64_t offset, std::span<std::byte> out) const {
  if (offset >= size_) return 0;
  const std::size_t count = std::min<std::uint64_t>(out.size(), size_ - offset);
  for (std::size_t done = 0; done < count;) {
    const std::uint64_t index = (offset + done) / kPage, inside = (offset + done) % kPage;
    const std::size_t part = std::min<std::size_t>(count - done, kPage - inside);
    if (index >= pages_.size() || pages_[index].lines == 0)
      std::memset(out.data() + done, 0, part);
    else
      pages_[index].read(inside, out.subspan(done, part));
    done += part;
  }
  return count;
}

void SparseBytes::write(std::uint64_t offset, std::span<const std::byte> bytes) {
  DUMPLAB_CHECK(offset <= size_ && bytes.size() <= size_ - offset);
  std::array<std::byte, kPage> page;
  for (std::size_t done = 0; done < bytes.size();) {
    const std::uint64_t index = (offset + done) / kPage, inside = (offset + done) % kPage;
    const std::size_t part = std::min<std::size_t>(bytes.size() - done, kPage - inside);
    if (index >= pages_.size()) pages_.resize(index + 1);
    if (part == kPage) {
      pages_[index].pack(bytes.data() + done);
    } else {
      pages_[index].unpack(page.data());
      std::memcpy(page.data() + inside, bytes.data() + done, part);
      pages_[index].pack(page.data());
    }
    done += part;
  }
}

std::vector<std::byte> SparseBytes::to_vector() const {
  std::vector<std::byte> bytes(size_);
  read(0, bytes);
  return bytes;
}

}  // namespace dumplab
