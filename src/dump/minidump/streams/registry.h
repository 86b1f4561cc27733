// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "minidump/streams/stream_codec.h"

namespace dumplab::minidump {

enum class StreamType : std::uint32_t {
#define STREAM(code, name, stem) k##name = code,
#include "minidump/streams/streams.def"
#undef STREAM
};

/// A row of streams.def.
struct Stream {
  StreamType type;
  std::string_view name;
  const StreamCodec* codec;
};

/// Every stream that is read and written, in the order of streams.def.
std::span<const Stream> all_streams();
/// Null for a type that is not read.
const Stream* find_stream(std::uint32_t type);

}  // namespace dumplab::minidump
