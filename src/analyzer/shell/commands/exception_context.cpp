// SPDX-License-Identifier: MIT
#include "shell/arguments.h"
#include "shell/register_text.h"

namespace dumplab::shell::commands {

Result<document::Document> exception_context(Session& session, const Invocation&) {
  const auto& exception = session.snapshot().exception;
  if (!exception) return refuse("The dump has no exception, so it has no context of one");
  if (!pointers_of(exception->context)) return refuse("The exception's context is not in the dump");
  if (const auto number = session.thread_number(exception->ThreadId)) session.select_thread(*number);
  session.select_context(Scope::Source::kException, exception->context);
  document::Document out;
  out.listing(describe_registers(session.target(), exception->context));
  return out;
}

}  // namespace dumplab::shell::commands
