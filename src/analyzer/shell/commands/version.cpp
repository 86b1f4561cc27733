// SPDX-License-Identifier: MIT
#include "base/version.h"
#include "shell/opening.h"
#include "shell/session.h"

namespace dumplab::shell::commands {

Result<document::Document> version(Session& session, const Invocation&) {
  document::Document out;
  document::Listing system = describe_system(session.target(), true);
  system.add("dumplab " + std::string(kVersion)).with("dumplab", std::string(kVersion));
  out.listing(std::move(system));
  return out;
}

}  // namespace dumplab::shell::commands
