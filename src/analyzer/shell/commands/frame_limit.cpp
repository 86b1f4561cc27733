// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"

namespace dumplab::shell::commands {

Result<document::Document> frame_limit(Session& session, const Invocation& invocation) {
  if (!invocation.arguments.empty()) {
    DUMPLAB_TRY(const std::uint64_t count, evaluate(invocation.arguments, session.names()));
    if (count == 0 || count > 0xffff) return refuse("The number of frames is 1 to ffff");
    session.most_frames = static_cast<std::size_t>(count);
  }
  document::Listing list{"frame_limit", {}};
  list.add(fmt::format("Default stack trace depth is 0n{} frames", session.most_frames))
      .number("frames", session.most_frames);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
