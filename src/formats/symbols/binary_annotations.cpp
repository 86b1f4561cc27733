// SPDX-License-Identifier: MIT
#include "symbols/binary_annotations.h"

#include <fmt/format.h>

#include "base/try.h"

namespace dumplab::symbols {
namespace {

enum Operation : std::uint32_t {
  kEnd,
  kCodeOffset,
  kChangeCodeOffsetBase,
  kChangeCodeOffset,
  kChangeCodeLength,
  kChangeFile,
  kChangeLineOffset,
  kChangeLineEndDelta,
  kChangeRangeKind,
  kChangeColumnStart,
  kChangeColumnEndDelta,
  kChangeCodeOffsetAndLineOffset,
  kChangeCodeLengthAndCodeOffset,
  kChangeColumnEnd,
};

/// Numbers of one, two or four bytes, the first bits of which tell how many.
class Numbers {
 public:
  explicit Numbers(ByteView bytes) : bytes_(bytes) {}
  bool at_end() const { return at_ == bytes_.size(); }
  std::uint64_t where() const { return bytes_.origin() + at_; }

  Result<std::uint32_t> next() {
    DUMPLAB_TRY(const std::uint32_t first, byte());
    if ((first & 0x80) == 0) return first;
    DUMPLAB_TRY(const std::uint32_t second, byte());
    if ((first & 0x40) == 0) return (first & 0x3f) << 8 | second;
    if ((first & 0x20) != 0)
      return fail(ErrorKind::kMalformed, where(), "a number of no known length in binary annotations");
    DUMPLAB_TRY(const std::uint32_t third, byte());
    DUMPLAB_TRY(const std::uint32_t fourth, byte());
    return (first & 0x1f) << 24 | second << 16 | third << 8 | fourth;
  }

 private:
  Result<std::uint32_t> byte() {
    DUMPLAB_TRY(const auto* value, bytes_.at<std::uint8_t>(at_));
    ++at_;
    return std::uint32_t{*value};
  }

  ByteView bytes_;
  std::uint64_t at_ = 0;
};

/// The sign is the lowest bit.
std::int64_t with_sign(std::uint32_t value) {
  const auto magnitude = static_cast<std::int64_t>(value >> 1);
  return value & 1 ? -magnitude : magnitude;
}

class Decoder {
 public:
  Result<void> step(std::uint32_t operation, Numbers& numbers) {
    DUMPLAB_TRY(const std::uint32_t value, numbers.next());
    switch (operation) {
      case kCodeOffset:
        begin(value);
        break;
      case kChangeCodeOffset:
        begin(offset_ + value);
        break;
      case kChangeCodeLength:
        end(value);
        break;
      case kChangeFile:
        now_.file = value;
        break;
      case kChangeLineOffset:
        now_.line_offset += with_sign(value);
        break;
      case kChangeCodeOffsetAndLineOffset:
        now_.line_offset += with_sign(value >> 4);
        begin(offset_ + (value & 0xf));
        break;
      case kChangeCodeLengthAndCodeOffset: {
        DUMPLAB_TRY(const std::uint32_t forward, numbers.next());
        begin(offset_ + forward);
        end(value);
        break;
      }
      case kChangeLineEndDelta:
      case kChangeRangeKind:
      case kChangeColumnStart:
      case kChangeColumnEndDelta:
      case kChangeColumnEnd:
        break;
      default:
        return fail(ErrorKind::kMalformed, numbers.where(), fmt::format("binary annotation {}", operation));
    }
    return {};
  }
  std::vector<InlineRange> take() { return std::move(ranges_); }

 private:
  /// Code from `offset` on has the line and file of now; the piece before, if open, ends there.
  void begin(std::uint64_t offset) {
    if (is_open_) add(offset);
    offset_ = offset;
    now_.offset = static_cast<std::uint32_t>(offset);
    open_ = now_;
    is_open_ = true;
  }
  void end(std::uint64_t length) {
    offset_ += length;
    if (is_open_) add(offset_);
    is_open_ = false;
  }
  void add(std::uint64_t stop) {
    if (stop <= open_.offset || stop > UINT32_MAX) return;
    open_.size = static_cast<std::uint32_t>(stop - open_.offset);
    ranges_.push_back(open_);
  }

  std::uint64_t offset_ = 0;
  InlineRange now_, open_;
  bool is_open_ = false;
  std::vector<InlineRange> ranges_;
};

}  // namespace

Result<std::vector<InlineRange>> read_binary_annotations(ByteView annotations) {
  Numbers numbers(annotations);
  Decoder decoder;
  while (!numbers.at_end()) {
    DUMPLAB_TRY(const std::uint32_t operation, numbers.next());
    if (operation == kEnd) break;
    DUMPLAB_TRY_VOID(decoder.step(operation, numbers));
  }
  return decoder.take();
}

}  // namespace dumplab::symbols
