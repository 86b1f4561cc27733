// SPDX-License-Identifier: MIT
#include "shell/session.h"

namespace dumplab::shell::commands {

Result<document::Document> echo(Session&, const Invocation& invocation) {
  document::Listing list{"text", {}};
  list.add(invocation.arguments);
  document::Document out;
  out.listing(std::move(list));
  return out;
}

}  // namespace dumplab::shell::commands
