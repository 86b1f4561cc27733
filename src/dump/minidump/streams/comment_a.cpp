// SPDX-License-Identifier: MIT
#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// The stream is characters of the writer's code page up to a NUL.
void read(const StreamInput& stream, Reading& reading) {
  std::string& text = reading.snapshot.comment_ansi.emplace();
  std::ranges::transform(stream.bytes.bytes(), std::back_inserter(text), [](std::byte b) { return char(b); });
  const auto end = text.find('\0');
  if (end == std::string::npos)
    reading.problems.add(Damage::kWarning, stream.bytes.origin(), "the comment has no NUL behind it");
  else
    text.resize(end);
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (!layout.snapshot.comment_ansi) return std::nullopt;
  const std::string& text = *layout.snapshot.comment_ansi;
  const auto bytes = std::as_bytes(std::span(text.c_str(), text.size() + 1));
  return std::vector<std::byte>(bytes.begin(), bytes.end());
}

}  // namespace

constinit const StreamCodec kCommentACodec{read, write};

}  // namespace dumplab::minidump
