// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "shell/arguments.h"

namespace dumplab::shell::commands {

Result<document::Document> radix(Session& session, const Invocation& invocation) {
  const std::string& wanted = invocation.arguments;
  if (wanted == "8" || wanted == "10" || wanted == "16")
    session.set_radix(static_cast<unsigned>(std::stoul(wanted)));
  else if (!wanted.empty())
    return refuse("The radix is 8, 10 or 16");
  document::Listing list{"radix", {}};
  list.add(fmt::format("base is {}", session.radix())).number("radix", session.radix());
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
