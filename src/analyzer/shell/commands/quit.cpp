// SPDX-License-Identifier: MIT
#include "shell/session.h"

namespace dumplab::shell::commands {

Result<document::Document> quit(Session& session, const Invocation&) {
  session.end();
  return document::Document();
}

}  // namespace dumplab::shell::commands
