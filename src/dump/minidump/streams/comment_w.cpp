// SPDX-License-Identifier: MIT
#include "base/utf16.h"
#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// The stream is UTF-16 up to a NUL.
void read(const StreamInput& stream, Reading& reading) {
  std::string text = utf8_from_utf16(stream.bytes.bytes());
  const auto end = text.find('\0');
  if (end == std::string::npos)
    reading.problems.add(Damage::kWarning, stream.bytes.origin(), "the comment has no NUL behind it");
  reading.snapshot.comment = text.substr(0, end);
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (!layout.snapshot.comment) return std::nullopt;
  std::vector<std::byte> stream;
  for (const char16_t unit : utf16_from_utf8(*layout.snapshot.comment)) append(stream, le16(unit));
  append(stream, le16(0));
  return stream;
}

}  // namespace

constinit const StreamCodec kCommentWCodec{read, write};

}  // namespace dumplab::minidump
