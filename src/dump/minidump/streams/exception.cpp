// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

constexpr std::uint32_t kMaximumParameters = 15;

/// MINIDUMP_EXCEPTION_STREAM with its MINIDUMP_EXCEPTION: the fields from ExceptionCode to
/// ExceptionInformation.
struct ExceptionStream {
  le32 ThreadId, Alignment;
  le32 ExceptionCode, ExceptionFlags;
  le64 ExceptionRecord, ExceptionAddress;
  le32 NumberParameters, UnusedAlignment;
  le64 ExceptionInformation[kMaximumParameters];
  LocationDescriptor ThreadContext;
};
static_assert(sizeof(ExceptionStream) == 168);
static_assert(offsetof(ExceptionStream, ExceptionCode) == 8);
static_assert(offsetof(ExceptionStream, NumberParameters) == 32);
static_assert(offsetof(ExceptionStream, ExceptionInformation) == 40);
static_assert(offsetof(ExceptionStream, ThreadContext) == 160);

void read(const StreamInput& stream, Reading& reading) {
  const auto from = read_fixed<ExceptionStream>(stream, offsetof(ExceptionStream, ExceptionFlags), reading);
  if (!from) return;
  const auto field = [&](std::size_t offset, std::string_view what) {
    return Field{stream.bytes.origin() + offset, what, from->ThreadId.value()};
  };
  Exception& to = reading.snapshot.exception.emplace();
  to.ThreadId = from->ThreadId.value();
  to.ExceptionCode = from->ExceptionCode.value();
  to.ExceptionFlags = from->ExceptionFlags.value();
  to.ExceptionRecord = from->ExceptionRecord.value();
  to.ExceptionAddress = from->ExceptionAddress.value();
  std::uint64_t count = from->NumberParameters.value();
  if (count > kMaximumParameters) {
    reading.problems.add(Damage::kWarning,
                         stream.bytes.origin() + offsetof(ExceptionStream, NumberParameters),
                         fmt::format("{} parameters: {} are possible", count, kMaximumParameters));
    count = kMaximumParameters;
  }
  const std::uint64_t first = offsetof(ExceptionStream, ExceptionInformation), there = stream.bytes.size();
  count = std::min(count, there < first ? 0 : (there - first) / sizeof(le64));
  for (std::uint64_t i = 0; i < count; ++i)
    to.ExceptionInformation.push_back(from->ExceptionInformation[i].value());
  to.context = reading.context(
      from->ThreadContext, field(offsetof(ExceptionStream, ThreadContext), "exception context of thread"));
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (!layout.snapshot.exception) return std::nullopt;
  const Exception& from = *layout.snapshot.exception;
  ExceptionStream to{};
  to.ThreadId = from.ThreadId;
  to.ExceptionCode = from.ExceptionCode;
  to.ExceptionFlags = from.ExceptionFlags;
  to.ExceptionRecord = from.ExceptionRecord;
  to.ExceptionAddress = from.ExceptionAddress;
  const std::size_t count = std::min<std::size_t>(from.ExceptionInformation.size(), kMaximumParameters);
  to.NumberParameters = static_cast<std::uint32_t>(count);
  for (std::size_t i = 0; i < count; ++i) to.ExceptionInformation[i] = from.ExceptionInformation[i];
  to.ThreadContext = layout.place_context(from.context);
  std::vector<std::byte> stream;
  append(stream, to);
  return stream;
}

}  // namespace

constinit const StreamCodec kExceptionCodec{read, write};

}  // namespace dumplab::minidump
