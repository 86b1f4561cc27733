// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "support/bytes.h"

namespace dumplab::test {

/// A minidump put together by hand from the format's description: header, directory, streams (4-aligned), and
/// what else the streams point to.
class HandMadeDump {
 public:
  std::uint32_t version = 0x0000a793, time = 0x48000000 /* April 2008 */;
  std::uint64_t flags = 0;
  std::optional<std::uint32_t> declared_streams;  // in the header; else the true number

  /// `declared_size` in the directory; else the stream's size.
  HandMadeDump& stream(std::uint32_t type, Bytes bytes, std::optional<std::uint32_t> declared_size = {}) {
    streams_.push_back({type, std::move(bytes), declared_size});
    return *this;
  }
  /// The SystemInfo of an x86 machine, so that contexts have a processor.
  HandMadeDump& x86() {
    return stream(
        7, Bytes().u16(0 /* x86 */).u16(6).u16(0).u8(1).u8(1).u32(5).u32(1).u32(2600).u32(2).zeros(32));
  }
  HandMadeDump& amd64() { return stream(7, Bytes().u16(9 /* AMD64 */).zeros(54)); }
  HandMadeDump& part(const Bytes& bytes) {
    parts_.align(4).append(bytes);
    return *this;
  }

  Bytes bytes() const {
    Bytes out;
    out.text("MDMP").u32(version).u32(declared_streams.value_or(streams_.size()));
    out.u32(32 /* directory */).u32(0).u32(time).u64(flags);
    std::size_t place = 32 + 12 * streams_.size();
    for (const Stream& s : streams_) {
      out.u32(s.type).u32(s.declared_size.value_or(s.bytes.size())).u32(place);
      place += (s.bytes.size() + 3) / 4 * 4;
    }
    for (const Stream& s : streams_) out.append(s.bytes).align(4);
    return out.append(parts_);
  }
  std::vector<std::byte> build() const { return bytes().build(); }
  /// File offset of a label in a stream or a part.
  std::uint64_t offset_of(const std::string& label) const { return bytes().offset_of(label); }

 private:
  struct Stream {
    std::uint32_t type;
    Bytes bytes;
    std::optional<std::uint32_t> declared_size;
  };
  std::vector<Stream> streams_;
  Bytes parts_;
};

/// File offset of the only stream of a dump, and of directory entry `i`.
inline constexpr std::uint64_t kFirstOfOne = 32 + 12;
constexpr std::uint64_t directory_entry(std::uint64_t i) { return 32 + 12 * i; }

/// A CONTEXT of 716 bytes with three registers set; the rest counts up.
inline Bytes x86_context(std::uint32_t ebp, std::uint32_t eip, std::uint32_t esp) {
  Bytes out;
  out.u32(0x1003f).zeros(0xb4 - 4).u32(ebp).u32(eip).u32(0x1b).u32(0x246).u32(esp).u32(0x23);
  for (int i = 0; i < 512; ++i) out.u8(static_cast<unsigned>(i));
  return out;
}

}  // namespace dumplab::test
