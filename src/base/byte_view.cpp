// SPDX-License-Identifier: MIT
#include "base/byte_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace dumplab {

Result<std::string> ByteView::c_string(std::uint64_t offset, std::uint64_t limit) const {
  if (offset >= bytes_.size()) return truncated(offset, 1);
  const auto room = bytes_.subspan(offset, std::min<std::uint64_t>(limit, bytes_.size() - offset));
  const void* end = std::memchr(room.data(), 0, room.size());
  if (!end) return fail(ErrorKind::kTruncated, origin_ + offset, "a string does not end");
  return std::string(reinterpret_cast<const char*>(room.data()),
                     static_cast<const std::byte*>(end) - room.data());
}

tl::unexpected<Error> ByteView::truncated(std::uint64_t offset, std::uint64_t size) const {
  const std::uint64_t left = offset > bytes_.size() ? 0 : bytes_.size() - offset;
  return fail(ErrorKind::kTruncated, origin_ + offset, fmt::format("{} bytes needed, {} left", size, left));
}

tl::unexpected<Error> ByteView::truncated(std::uint64_t offset, std::uint64_t count,
                                          std::uint64_t each) const {
  const std::uint64_t left = offset > bytes_.size() ? 0 : bytes_.size() - offset;
  return fail(ErrorKind::kTruncated, origin_ + offset,
              fmt::format("{} entries of {} bytes do not fit into {} bytes", count, each, left));
}

}  // namespace dumplab
