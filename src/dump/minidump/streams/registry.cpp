// SPDX-License-Identifier: MIT
#include "minidump/streams/registry.h"

#include <algorithm>

namespace dumplab::minidump {

namespace {

constexpr Stream kStreams[] = {
#define STREAM(code, name, stem) {StreamType::k##name, #name, &k##name##Codec},
#include "minidump/streams/streams.def"
#undef STREAM
};

}  // namespace

std::span<const Stream> all_streams() { return kStreams; }

const Stream* find_stream(std::uint32_t type) {
  const auto found =
      std::ranges::find(kStreams, type, [](const Stream& s) { return static_cast<std::uint32_t>(s.type); });
  return found == std::end(kStreams) ? nullptr : found;
}

}  // namespace dumplab::minidump
