// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/byte_view.h"

namespace dumplab::minidump {

class Layout;
class Reading;

/// A stream as its directory entry gives it.
struct StreamInput {
  ByteView bytes;                   ///< the part that is in the file
  std::uint64_t declared_size = 0;  ///< what the directory says
};

/// How one stream is read and written; streams/<stem>.cpp defines it as k<Name>Codec.
struct StreamCodec {
  void (*read)(const StreamInput& stream, Reading& reading);
  /// The stream's bytes; empty when the snapshot gives no such stream.
  std::optional<std::vector<std::byte>> (*write)(Layout& layout);
};

#define STREAM(code, name, stem) extern const StreamCodec k##name##Codec;
#include "minidump/streams/streams.def"
#undef STREAM

/// Appends a structure to a stream that is written.
template <FileStruct T>
void append(std::vector<std::byte>& stream, const T& value) {
  const auto bytes = bytes_of(value);
  stream.insert(stream.end(), bytes.begin(), bytes.end());
}

}  // namespace dumplab::minidump
