// SPDX-License-Identifier: MIT
#include "base/try.h"
#include "shell/arguments.h"
#include "shell/memory_text.h"

namespace dumplab::shell::commands {

Result<document::Document> raw_stack(Session& session, const Invocation& invocation) {
  const auto registers = pointers_of(session.scope().context);
  if (!registers) return refuse("The thread has no registers in the dump");
  std::uint64_t count = 20;
  if (!invocation.arguments.empty()) {
    DUMPLAB_TRY(count, evaluate(invocation.arguments, session.names()));
    if (count == 0) return refuse("The number of words is 1 or more");
  }
  document::Document out;
  out.listing(words_with_symbols(session.target(), {registers->sp, count}, session.target().pointer_size()));
  return out;
}

}  // namespace dumplab::shell::commands
