// SPDX-License-Identifier: MIT
#pragma once

#include "base/byte_view.h"
#include "base/try.h"

namespace dumplab::image {

/// Reads DWARF's numbers one after the other. Errors: kTruncated, kMalformed (more than 64 bits).
class DwarfCursor {
 public:
  explicit DwarfCursor(ByteView bytes, std::uint64_t offset = 0) : bytes_(bytes), offset_(offset) {}

  std::uint64_t offset() const { return offset_; }
  std::uint64_t where() const { return bytes_.origin() + offset_; }
  bool at_end() const { return offset_ >= bytes_.size(); }
  ByteView rest() const { return bytes_.from(offset_).value_or(ByteView()); }

  /// 1 to 8 bytes.
  Result<std::uint64_t> number(unsigned size) {
    DUMPLAB_TRY(const ByteView bytes, bytes_.slice(offset_, size));
    std::uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i) value |= std::to_integer<std::uint64_t>(bytes.bytes()[i]) << 8 * i;
    offset_ += size;
    return value;
  }
  Result<std::int64_t> signed_number(unsigned size) {
    DUMPLAB_TRY(const std::uint64_t value, number(size));
    const unsigned unused = 64 - 8 * size;
    return static_cast<std::int64_t>(value << unused) >> unused;
  }
  Result<std::uint64_t> uleb() {
    DUMPLAB_TRY(const Leb value, leb());
    return value.bits;
  }
  Result<std::int64_t> sleb() {
    DUMPLAB_TRY(Leb value, leb());
    if (value.negative && value.width < 64) value.bits |= ~std::uint64_t{0} << value.width;
    return static_cast<std::int64_t>(value.bits);
  }
  /// A ULEB128 size and as many bytes.
  Result<ByteView> block() {
    DUMPLAB_TRY(const std::uint64_t size, uleb());
    return take(size);
  }
  Result<ByteView> take(std::uint64_t size) {
    DUMPLAB_TRY(const ByteView bytes, bytes_.slice(offset_, size));
    offset_ += size;
    return bytes;
  }
  Result<std::string> text() {
    DUMPLAB_TRY(std::string value, bytes_.c_string(offset_));
    offset_ += value.size() + 1;
    return value;
  }
  /// Jumps within the bytes, to their end at most.
  Result<void> skip(std::int64_t distance) {
    const std::uint64_t target = offset_ + static_cast<std::uint64_t>(distance);
    if (target > bytes_.size()) return fail(ErrorKind::kMalformed, where(), "jump out of the bytes");
    offset_ = target;
    return {};
  }

 private:
  struct Leb {
    std::uint64_t bits = 0;
    unsigned width = 0;
    bool negative = false;
  };
  Result<Leb> leb() {
    Leb value;
    for (;;) {
      DUMPLAB_TRY(const std::uint64_t byte, number(1));
      if (value.width >= 70) return fail(ErrorKind::kMalformed, where(), "LEB128 number too long");
      if (value.width < 64) value.bits |= (byte & 0x7f) << value.width;
      value.width += 7;
      value.negative = byte & 0x40;
      if (!(byte & 0x80)) return value;
    }
  }

  ByteView bytes_;
  std::uint64_t offset_ = 0;
};

}  // namespace dumplab::image
