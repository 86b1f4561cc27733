// SPDX-License-Identifier: MIT
#include "shell/session.h"

namespace dumplab::shell::commands {

Result<document::Document> echo(Session&, const Invocation& invocation) {
  document::Listing list{"text", {}};
  list.add(invocation.arguments);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
