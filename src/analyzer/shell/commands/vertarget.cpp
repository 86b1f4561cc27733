// SPDX-License-Identifier: MIT
#include "shell/opening.h"
#include "shell/session.h"

namespace dumplab::shell::commands {

Result<document::Document> vertarget(Session& session, const Invocation&) {
  document::Document out;
  out.listing(describe_system(session.target(), true));
  return out;
}

}  // namespace dumplab::shell::commands
