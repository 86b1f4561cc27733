// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "shell/arguments.h"
#include "shell/exception_text.h"
#include "shell/thread_text.h"

namespace dumplab::shell::commands {

Result<document::Document> last_event(Session& session, const Invocation&) {
  const auto& exception = session.snapshot().exception;
  if (!exception) return refuse("The dump has no exception: it was written by hand or because of a hang");
  document::Listing list{"event", {}};
  list.add(fmt::format("Last event: {}: {}", client_id(session.snapshot(), exception->ThreadId),
                       event_text(*exception)))
      .number("thread_id", exception->ThreadId)
      .address("exception_code", exception->ExceptionCode);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
