// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "shell/arguments.h"
#include "shell/environment.h"
#include "shell/wildcard.h"

namespace dumplab::shell::commands {

Result<document::Document> environment_variable(Session& session, const Invocation& invocation) {
  if (invocation.arguments.empty()) return refuse("!envvar needs a name");
  const auto variables = read_environment(session.target());
  if (variables.empty()) return refuse("The environment is not in the dump");
  document::Listing list{"variable", {}};
  for (const std::string& variable : variables) {
    const std::size_t mark = variable.find('=', 1);  // hidden ones begin with "="
    if (mark == std::string::npos || !equal_without_case(variable.substr(0, mark), invocation.arguments))
      continue;
    list.add(fmt::format("    {} = {}", variable.substr(0, mark), variable.substr(mark + 1)))
        .with("name", variable.substr(0, mark))
        .with("value", variable.substr(mark + 1));
  }
  if (list.lines.empty()) return refuse(fmt::format("The environment has no {}", invocation.arguments));
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
