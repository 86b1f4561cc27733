// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>

#include "base/little_endian.h"
#include "dumplab/result.h"

namespace dumplab {

/// Types that may be laid over bytes: no alignment, no invariants.
template <typename T>
concept FileStruct = std::is_trivially_copyable_v<T> && alignof(T) == 1;

/// Borrowed bytes that know where in their file they begin: the only door for bytes from outside.
/// The owner of the bytes must outlive the view.
class ByteView {
 public:
  ByteView() = default;
  explicit ByteView(std::span<const std::byte> bytes, std::uint64_t origin = 0)
      : bytes_(bytes), origin_(origin) {}
  /// `size` bytes at `data`.
  static ByteView of(const void* data, std::size_t size, std::uint64_t origin = 0) {
    return ByteView({static_cast<const std::byte*>(data), size}, origin);
  }

  std::uint64_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }
  /// File offset of the first byte.
  std::uint64_t origin() const { return origin_; }
  std::span<const std::byte> bytes() const { return bytes_; }

  /// `size` bytes from `offset` (in this view) on; kTruncated when they are not all here.
  Result<ByteView> slice(std::uint64_t offset, std::uint64_t size) const {
    if (offset > bytes_.size() || size > bytes_.size() - offset) return truncated(offset, size);
    return ByteView(bytes_.subspan(offset, size), origin_ + offset);
  }
  /// Everything from `offset` on.
  Result<ByteView> from(std::uint64_t offset) const {
    if (offset > bytes_.size()) return truncated(offset, 0);
    return ByteView(bytes_.subspan(offset), origin_ + offset);
  }
  /// The structure at `offset`, in place.
  template <FileStruct T>
  Result<const T*> at(std::uint64_t offset) const {
    if (offset > bytes_.size() || sizeof(T) > bytes_.size() - offset) return truncated(offset, sizeof(T));
    return reinterpret_cast<const T*>(bytes_.data() + offset);
  }
  /// `count` structures from `offset` on, in place; a count that does not fit is refused before it is used.
  template <FileStruct T>
  Result<std::span<const T>> array(std::uint64_t offset, std::uint64_t count) const {
    if (offset > bytes_.size() || count > (bytes_.size() - offset) / sizeof(T))
      return truncated(offset, count, sizeof(T));
    return std::span<const T>(reinterpret_cast<const T*>(bytes_.data() + offset), count);
  }
  /// Bytes from `offset` to the next NUL; kTruncated when none follows within `limit` bytes.
  Result<std::string> c_string(std::uint64_t offset, std::uint64_t limit = 4096) const;

 private:
  tl::unexpected<Error> truncated(std::uint64_t offset, std::uint64_t size) const;
  tl::unexpected<Error> truncated(std::uint64_t offset, std::uint64_t count, std::uint64_t each) const;

  std::span<const std::byte> bytes_;
  std::uint64_t origin_ = 0;
};

/// The bytes of a structure, to append it to a buffer.
template <FileStruct T>
std::span<const std::byte> bytes_of(const T& value) {
  return std::as_bytes(std::span<const T, 1>(&value, 1));
}

}  // namespace dumplab
