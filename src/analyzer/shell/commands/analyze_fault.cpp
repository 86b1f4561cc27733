// SPDX-License-Identifier: MIT
#include "shell/arguments.h"

namespace dumplab::shell::commands {

Result<document::Document> analyze_fault(Session&, const Invocation&) { return refuse("not yet"); }

}  // namespace dumplab::shell::commands
