// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_MISC_INFO, its first version. Later ones (44, 232, 832 and 1364 bytes) append fields.
struct MiscInfoStream {
  le32 SizeOfInfo, Flags1, ProcessId;
  le32 ProcessCreateTime;                   // seconds since 1970
  le32 ProcessUserTime, ProcessKernelTime;  // seconds
};
static_assert(sizeof(MiscInfoStream) == 24);
static_assert(offsetof(MiscInfoStream, ProcessCreateTime) == 12);

/// The largest version known has 1,364 bytes; beyond this it is damage.
constexpr std::uint64_t kMaximumSize = 1 << 16;

void read(const StreamInput& stream, Reading& reading) {
  const auto from = read_fixed<MiscInfoStream>(stream, offsetof(MiscInfoStream, ProcessCreateTime), reading);
  if (!from) return;
  MiscInfo& to = reading.snapshot.misc.emplace();
  to.Flags1 = from->Flags1.value();
  to.ProcessId = from->ProcessId.value();
  to.ProcessCreateTime = from->ProcessCreateTime.value();
  to.ProcessUserTime = from->ProcessUserTime.value();
  to.ProcessKernelTime = from->ProcessKernelTime.value();
  const std::uint64_t size = from->SizeOfInfo.value();
  if (size < sizeof(MiscInfoStream) || size > stream.declared_size || size > kMaximumSize)
    reading.problems.add(Damage::kStream, stream.bytes.origin(),
                         fmt::format("SizeOfInfo {} in a stream of {} bytes", size, stream.declared_size));
  const std::uint64_t end = std::min({size, stream.bytes.size(), kMaximumSize});
  if (end <= sizeof(MiscInfoStream)) return;
  const auto rest = stream.bytes.bytes().subspan(sizeof(MiscInfoStream), end - sizeof(MiscInfoStream));
  to.rest = copy_of(rest);
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (!layout.snapshot.misc) return std::nullopt;
  const MiscInfo& from = *layout.snapshot.misc;
  MiscInfoStream to{};
  to.SizeOfInfo = static_cast<std::uint32_t>(sizeof to + from.rest.size());
  to.Flags1 = from.Flags1;
  to.ProcessId = from.ProcessId;
  to.ProcessCreateTime = from.ProcessCreateTime;
  to.ProcessUserTime = from.ProcessUserTime;
  to.ProcessKernelTime = from.ProcessKernelTime;
  std::vector<std::byte> stream;
  append(stream, to);
  const auto rest = std::as_bytes(std::span(from.rest));
  stream.insert(stream.end(), rest.begin(), rest.end());
  return stream;
}

}  // namespace

constinit const StreamCodec kMiscInfoCodec{read, write};

}  // namespace dumplab::minidump
